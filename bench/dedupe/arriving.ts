import { readFileSync } from "node:fs";
import { type ItemLine, readItemLine } from "../../src/cli/item-line.ts";
import { arrivalOf, clockAfter } from "../../src/cli/line-arrival.ts";
import type { Arrival, ItemFacts } from "../../src/dedupe/index/submission.ts";
import type { Item } from "../../src/item.ts";

/** An item of a test set, normalized as the service would, when it comes to the index. */
export interface Arriving {
  /** In the file. */
  id: string;
  feedId: string;
  arrival: Arrival;
  item: Item;
  facts: ItemFacts;
  /** By the set's clock. */
  now: Date;
}

/** @param change what a test does to the lines before anything reads them */
export function readArriving(
  file: string,
  change: (line: ItemLine) => ItemLine = (line) => line,
): Arriving[] {
  const lines = readLines(file).map((text, at) => change(readItemLine(text, `${file}:${at + 1}`)));
  return arrive(lines);
}

export function arrive(lines: readonly ItemLine[]): Arriving[] {
  let now = new Date(0);
  return lines.map((line) => {
    now = clockAfter(now, line);
    const arrival = arrivalOf(line, now);
    return { id: line.id, feedId: line.feed, arrival, ...arrival.told, now };
  });
}

export const readLines = (file: string): string[] =>
  readFileSync(file, "utf8")
    .split("\n")
    .filter((text) => text !== "");
