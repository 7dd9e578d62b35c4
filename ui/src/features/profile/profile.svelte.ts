import { call, Failure } from "../../backend";
import type { Profession, Profile, Role } from "../../bindings/contract";

/** What the form holds; the rest of a profile is its roles and its version. */
export interface ProfileForm {
  name: string;
  profession: Profession | null;
  registration: string;
  registered_since: string | null;
  level: string | null;
}

const formOf = ({ name, profession, registration, registered_since, level }: Profile): ProfileForm => ({
  name,
  profession,
  registration,
  registered_since,
  level,
});

/** How long typing must rest before it is saved, in milliseconds. */
const REST = 600;

/** The profile page's state: a form that saves itself, and roles that are saved one by one. */
export class ProfileState {
  form = $state<ProfileForm | null>(null);
  roles = $state.raw<Role[]>([]);
  saving = $state<"idle" | "writing" | "saving" | "saved" | "failed">("idle");
  savedAt = $state<string | null>(null);
  error = $state.raw<Failure | null>(null);
  /** Somebody else changed it in between: what stands in the portfolio now. */
  theirs = $state.raw<ProfileForm | null>(null);

  #version = 0;
  #stored = "";
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | null = null;

  get dirty(): boolean {
    return this.form !== null && JSON.stringify(this.form) !== this.#stored;
  }

  /** Loads, or loads again after a change elsewhere; what is being written is left alone. */
  async load(): Promise<void> {
    const profile = await call("profile.get", {});
    this.roles = profile.roles;
    if (this.dirty || this.#running !== null) return;
    this.#take(profile);
  }

  /** The form was touched. */
  touched(): void {
    if (!this.dirty) return;
    this.saving = "writing";
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.save().catch(() => undefined), REST);
  }

  /** Saves what is not saved yet; rejects when it could not be. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#running !== null) await this.#running;
    if (!this.dirty || this.form === null) return;
    this.#running = this.#send({ ...this.form });
    try {
      await this.#running;
    } finally {
      this.#running = null;
    }
    if (this.dirty) await this.save();
  }

  async #send(form: ProfileForm): Promise<void> {
    this.saving = "saving";
    try {
      const profile = await call("profile.save", { expected: this.#version, ...form });
      this.#version = profile.version;
      this.#stored = JSON.stringify(formOf(profile));
      // What the core tidied up (blanks at an end) is not put under the cursor; it shows on the next visit.
      if (JSON.stringify(this.form) === JSON.stringify(form)) this.#stored = JSON.stringify(form);
      this.roles = profile.roles;
      this.savedAt = new Date().toISOString();
      this.saving = "saved";
      this.error = null;
    } catch (cause) {
      const failure = Failure.from(cause);
      this.saving = "failed";
      this.error = failure;
      if (failure.code === "conflict") this.theirs = formOf(await call("profile.get", {}));
      throw failure;
    }
  }

  /** Keeps what stands in the portfolio, and drops what was written here. */
  async takeTheirs(): Promise<void> {
    this.#take(await call("profile.get", {}));
  }

  /** Keeps what was written here. */
  async keepMine(): Promise<void> {
    this.#version = (await call("profile.get", {})).version;
    this.theirs = null;
    await this.save();
  }

  async saveRole(role: Role): Promise<void> {
    this.#roles(await call("role.save", role));
  }

  async deleteRole(id: string): Promise<void> {
    this.#roles(await call("role.delete", { id }));
  }

  #roles(profile: Profile): void {
    this.roles = profile.roles;
    this.#version = profile.version;
  }

  #take(profile: Profile): void {
    this.form = formOf(profile);
    this.#stored = JSON.stringify(this.form);
    this.#version = profile.version;
    this.roles = profile.roles;
    this.theirs = null;
    this.error = null;
    this.saving = "idle";
  }
}
