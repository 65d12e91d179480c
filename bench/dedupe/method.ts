import type { Arriving } from "./arriving.ts";

/** Days that every method looks back. */
export const WINDOW_DAYS = 14;
/** What a text costs in Redis for each key that it is found by; see the cost of folding in docs/benchmarks.md. */
export const KEY_BYTES = 12;

/** A way to tell, of each item as it arrives, whether its text was there before. */
export interface Method {
  /** Its name and threshold, as the tables have it. */
  name: string;
  /**
   * Takes an item in. Returns the number of the item, counted in the order of arrival from 0 on, that it is a copy or a
   * version of; `null`: it is new.
   */
  admit(arriving: Arriving): number | null;
  /** Bytes that it would have to keep of all these items in Redis. */
  bytes(): number;
}

/** What became of the items of a set. */
export interface Outcome {
  /** By number of the item: number of the first item of its story. */
  stories: number[];
  /** Microseconds of CPU an item, after normalizing. */
  microseconds: number;
  /** Bytes an item. */
  bytes: number;
}

export function run(method: Method, items: readonly Arriving[]): Outcome {
  const stories: number[] = [];
  const before = process.cpuUsage();
  for (const [at, item] of items.entries()) {
    const of = method.admit(item);
    stories.push(of === null ? at : (stories[of] ?? of));
  }
  const { user, system } = process.cpuUsage(before);
  return { stories, microseconds: (user + system) / items.length, bytes: method.bytes() / items.length };
}
