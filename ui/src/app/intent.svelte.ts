/** Wishes of the keyboard and of other pages that only the page they mean can carry out. */
class Intent {
  /** Goes up when the search field of the records page should have the focus (Ctrl+F). */
  search = $state(0);
  #carried = "";

  wantSearch(): void {
    this.search += 1;
  }

  /** Words written on the home page, on their way to a new record. */
  carry(text: string): void {
    this.#carried = text;
  }

  /** Takes the carried words; they are given once. */
  takeCarried(): string {
    const text = this.#carried;
    this.#carried = "";
    return text;
  }

  forget(): void {
    this.#carried = "";
  }
}

export const intent = new Intent();
