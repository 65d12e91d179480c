import { setImmediate as nextTurn } from "node:timers/promises";

/** Does work that keeps the processor busy. */
export type TakeTurn = <T>(work: () => T | Promise<T>) => Promise<T>;

/**
 * One piece of work at a time, and a whole turn of the event loop before each: however many documents arrive together,
 * and however large they are, timers run in between. A queue's lock that is not renewed in time would be taken for that
 * of a dead process.
 */
export function createTurns(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(() => nextTurn()).then(work);
    last = done.catch(() => {
      // Told to whoever asked for the work.
    });
    return done;
  };
}
