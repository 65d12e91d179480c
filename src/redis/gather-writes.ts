import type { Writable } from "node:stream";

/**
 * Writes what comes in one turn of the event loop at once. Many feeds are under way together, and a write of its own for
 * each of their commands was the largest part of what a poll cost: the kernel is asked every time, and Redis wakes up.
 */
export function gatherWrites(stream: Writable): void {
  const write = stream.write.bind(stream) as (...words: unknown[]) => boolean;
  stream.write = (...words: unknown[]): boolean => {
    if (stream.writableCorked === 0) {
      stream.cork();
      setImmediate(() => stream.uncork());
    }
    return write(...words);
  };
}
