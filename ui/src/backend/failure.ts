import type { Code, Error as CoreError } from "../bindings/contract";

/** What a call rejects with: the core's error, ready to be shown. Branch on `code` and `field`, never on the words. */
export class Failure extends globalThis.Error {
  readonly code: Code;
  readonly hint: string | null;
  readonly field: string | null;
  readonly detail: string | null;

  constructor(error: CoreError) {
    super(error.message);
    this.name = "Failure";
    this.code = error.code;
    this.hint = error.hint;
    this.field = error.field;
    this.detail = error.detail;
  }

  /** Whatever was thrown, as a failure that can be shown. A defect of ours shows no technical words. */
  static from(cause: unknown): Failure {
    if (cause instanceof Failure) return cause;
    if (looksLikeCoreError(cause)) return new Failure(cause);
    if (typeof cause === "string") {
      try {
        const parsed: unknown = JSON.parse(cause);
        if (looksLikeCoreError(parsed)) return new Failure(parsed);
      } catch {
        // Not the core's JSON: falls through to the general words.
      }
    }
    return new Failure({
      code: "internal",
      message: "Something went wrong inside Triptych. What was saved is safe.",
      hint: "Try again. If it happens twice, close Triptych and open it again.",
      field: null,
      detail: cause instanceof globalThis.Error ? cause.name : null,
    });
  }
}

function looksLikeCoreError(value: unknown): value is CoreError {
  return typeof value === "object" && value !== null && "code" in value && "message" in value && "hint" in value;
}
