const interruption = new AbortController();

/** Fires when a command shall end before it is done: a signal came, or nobody reads its output any more. */
export const interrupted: AbortSignal = interruption.signal;

/** Lets the first SIGINT, SIGTERM or SIGHUP end a command in order, so that it leaves nothing behind. */
export function endOnSignals(): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => interruption.abort());
}

/** The reader has seen enough: `wirefold items tail | head`. What is written after that goes nowhere. */
export function endWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    interruption.abort();
  });
}
