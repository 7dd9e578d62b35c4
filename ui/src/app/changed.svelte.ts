class Changed {
  /** Goes up by one whenever the portfolio has changed. Pages read it in an effect and load again. */
  tick = $state(0);

  bump(): void {
    this.tick += 1;
  }
}

export const changed = new Changed();
