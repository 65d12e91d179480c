import { setTimeout as sleep } from "node:timers/promises";
import type { Logger } from "../src/log.ts";

/** A part of the service that was started and can be stopped. */
export interface Role {
  name: string;
  /** Finishes or hands back its work. */
  stop(): Promise<void>;
}

const AFTER_ERROR = 1_000;

/** Repeats a step until it is stopped; the step says how many milliseconds to pause after it. */
export function startLoop(name: string, log: Logger, step: () => Promise<number>): Role {
  const stopping = new AbortController();
  const { signal } = stopping;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      const pause = await step().catch((error: unknown) => {
        if (!signal.aborted) log.error({ err: error, role: name }, "step failed; trying again");
        return AFTER_ERROR;
      });
      // The only rejection is the abort, which ends the loop.
      await sleep(pause, undefined, { signal }).catch(() => {});
    }
  };
  const ended = run();
  return {
    name,
    stop() {
      stopping.abort();
      return ended;
    },
  };
}

/** Milliseconds within which a signal is the same one again: npm passes on what the terminal has sent already. */
const ECHO = 1_000;

/** Resolves with the first SIGTERM, SIGINT or SIGHUP. A second one ends the process at once: somebody is in a hurry. */
export async function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let askedAt = Number.POSITIVE_INFINITY;
    for (const name of ["SIGTERM", "SIGINT", "SIGHUP"] as const) {
      process.on(name, () => {
        if (performance.now() - askedAt > ECHO) process.exit(1);
        askedAt = Math.min(askedAt, performance.now());
        resolve(name);
      });
    }
  });
}

/** Waits for work to end, but not for ever. Returns whether it ended. */
export async function withinDeadline(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const cancel = new AbortController();
  const late = sleep(milliseconds, false, { signal: cancel.signal }).catch(() => false);
  const done = work.then(() => true);
  try {
    return await Promise.race([done, late]);
  } finally {
    cancel.abort();
  }
}
