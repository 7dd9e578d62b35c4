import { call } from "../backend";
import type { Settings } from "../bindings/contract";

const DEFAULT: Settings = {
  theme: "system",
  text_size: 100,
  idle_minutes: 5,
  lock_on_minimise: false,
  clear_clipboard: true,
  folder: null,
  backup_folder: null,
  backup_automatic: true,
  weekly_question: true,
  cycle_reminders: true,
  suggest_tags: true,
  echo_weeks: 8,
};

class DeviceSettings {
  now = $state.raw<Settings>(DEFAULT);

  async load(): Promise<void> {
    this.now = await call("settings.get", {});
    this.#show();
  }

  /** Saves some of the settings. What is seen changes at once, and changes back when it could not be kept. */
  async save(part: Partial<Settings>): Promise<void> {
    const before = this.now;
    this.now = { ...before, ...part };
    this.#show();
    try {
      this.now = await call("settings.save", this.now);
    } catch (cause) {
      this.now = before;
      throw cause;
    } finally {
      this.#show();
    }
  }

  /** Whether the page is dark now, whoever decided it. */
  get dark(): boolean {
    if (this.now.theme !== "system") return this.now.theme === "dark";
    return matchMedia("(prefers-color-scheme: dark)").matches;
  }

  #show(): void {
    const root = document.documentElement;
    if (this.now.theme === "system") delete root.dataset.theme;
    else root.dataset.theme = this.now.theme;
    root.style.fontSize = `${this.now.text_size}%`;
  }
}

/** Settings of this device: theme, text size, idle time. */
export const settings = new DeviceSettings();
