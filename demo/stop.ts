import { once } from "node:events";

/**
 * Aborts when the demo shall end early: by Ctrl-C, or because the terminal or the pipe that it prints to is gone. Further
 * signals change nothing: cleaning up takes seconds, npm repeats Ctrl-C to what it runs, and leaving at once would leave
 * the Redis behind.
 */
export function stopRequest(): AbortSignal {
  const request = new AbortController();
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => request.abort());
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => request.abort());
  return request.signal;
}

/** Rejects with the signal's reason as soon as it aborts. */
export async function aborted(signal: AbortSignal): Promise<never> {
  if (!signal.aborted) await once(signal, "abort");
  throw signal.reason;
}
