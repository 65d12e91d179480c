/** Something that a bench needs is missing, or it was called wrongly: nothing was measured. Exit code 2. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";
}

/** It ran, and the result is wrong, so the figures mean nothing. Exit code 1. */
export class WrongResultError extends Error {
  override readonly name = "WrongResultError";
}

/** Ctrl-C or SIGTERM. */
export class InterruptedError extends Error {
  override readonly name = "InterruptedError";
  readonly exitCode: number;

  constructor(signal: "SIGINT" | "SIGTERM") {
    super(`stopped by ${signal}`);
    this.exitCode = signal === "SIGINT" ? 130 : 143;
  }
}
