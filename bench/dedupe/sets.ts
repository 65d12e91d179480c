import type { ItemLine } from "../../src/cli/item-line.ts";
import { dataFile } from "../data.ts";
import { type Arriving, readArriving, readLines } from "./arriving.ts";
import type { Truth } from "./score.ts";

/** Items in the order of their arrival, and what is known about them. */
export interface TestSet {
  name: string;
  items: Arriving[];
  truth: Truth;
  /** Whether there are copies in it at all. */
  hasCopies: boolean;
}

export const ALL_SETS: readonly (() => TestSet)[] = [
  generated,
  () => reuters(),
  () => advisories("advisories, ids in titles", (line) => line),
  () => advisories("advisories, ids in addresses alone", withoutId),
];

/** Invented variants of real texts, and templates that must not be put together. */
export function generated(): TestSet {
  const file = dataFile("corpora", "dedupe", "generated-dev.jsonl");
  const labels = readLines(file).map((text) => JSON.parse(text) as { gold: string; class: string });
  // One figure was changed: whether that is the same text is a matter of taste.
  const isUpdate = labels.map((label) => label.class.startsWith("U"));
  return {
    name: "generated-dev",
    items: readArriving(file),
    truth: truthOf(
      labels.map(({ gold }) => gold),
      isUpdate,
    ),
    hasCopies: true,
  };
}

/** What is known where each item's story is. */
export function truthOf(gold: readonly string[], isUncounted: readonly boolean[]): Truth {
  const counts = new Map<string, number>();
  const [copies, uncounted] = [new Set<number>(), new Set<number>()];
  let samePairs = 0;
  for (const [at, story] of gold.entries()) {
    if (isUncounted[at]) {
      uncounted.add(at);
      continue;
    }
    const earlier = counts.get(story) ?? 0;
    samePairs += earlier;
    if (earlier > 0) copies.add(at);
    counts.set(story, earlier + 1);
  }
  return {
    samePairs,
    label: (a, b) =>
      uncounted.has(a) || uncounted.has(b) ? "unknown" : gold[a] === gold[b] ? "same" : "other",
    copies,
    uncounted,
  };
}

/** A part of a set, by numbers of items, and what is done to them. */
interface Part {
  name: string;
  from?: number;
  /** Behind the last one. */
  to?: number;
  change?: (line: ItemLine) => ItemLine;
}

/**
 * Newswire items of 1987, with pairs that were labelled by what they have in common; those in the middle are unknown.
 */
export function reuters({ name, from, to, change }: Part = { name: "reuters-dev" }): TestSet {
  const items = readArriving(dataFile("corpora", "dedupe", "reuters-dev.jsonl"), change).slice(from, to);
  const gold = readLines(dataFile("corpora", "dedupe", "reuters-dev.gold.jsonl"));
  const numbers = new Map(items.map(({ id }, at) => [id, at]));
  const labels = new Map<string, "same" | "unknown">();
  const [copies, uncounted] = [new Set<number>(), new Set<number>()];
  let samePairs = 0;
  for (const text of gold) {
    const pair = JSON.parse(text) as { a: string; b: string; label: "same" | "ignore" };
    const [one, other] = [numbers.get(pair.a), numbers.get(pair.b)];
    if (one === undefined || other === undefined) continue;
    const [earlier, later] = one < other ? [one, other] : [other, one];
    labels.set(`${earlier} ${later}`, pair.label === "same" ? "same" : "unknown");
    if (pair.label === "same") {
      samePairs++;
      copies.add(later);
    } else {
      uncounted.add(earlier).add(later);
    }
  }
  const label: Truth["label"] = (a, b) => labels.get(`${Math.min(a, b)} ${Math.max(a, b)}`) ?? "other";
  return { name, items, truth: { samePairs, label, copies, uncounted }, hasCopies: true };
}

function advisories(name: string, change: (line: ItemLine) => ItemLine): TestSet {
  const items = readArriving(dataFile("corpora", "dedupe", "advisories.jsonl"), change);
  const truth = truthOf(
    items.map(({ id }) => id),
    [],
  );
  return { name, items, truth, hasCopies: false };
}

const withoutId = (line: ItemLine): ItemLine => ({
  ...line,
  title: line.title?.replace(/^CVE-\d+-\d+:\s*/, "") ?? null,
});
