import type { ItemEvent } from "../src/item.ts";
import { REPRINTS } from "./samples/reprint.ts";
import { FAILURES, type SampleEntry, type SampleFeed } from "./samples/sample-feed.ts";

export const ROUNDS = 2;

/** What there is to count after both rounds: once as the sample implies it, once as it was. */
export interface Counts {
  feeds: number;
  polls: number;
  unchanged: number;
  notModified: number;
  items: number;
  itemsOfRound2: number;
  /** Items that were on the stream more than once. */
  repeated: number;
  duplicates: number;
  /** Copies of a story that another outlet had told. */
  reprints: number;
  failures: number;
  /** Path and error code of each. */
  failedFeeds: string;
  jobs: number;
}

/** What the sample implies. */
export function expectedCounts(feeds: readonly SampleFeed[]): Counts {
  const readable = feeds.filter(({ failure }) => failure === undefined);
  const failing = feeds.flatMap(({ path, failure }) => (failure ? [`${path} ${FAILURES[failure]}`] : []));
  const quiet = readable.filter(({ update }) => update === undefined);
  const firstEntries = readable.flatMap(({ entries }) => entries);
  const allEntries = [...firstEntries, ...readable.flatMap(({ update }) => update?.entry ?? [])];
  const items = countArticles(allEntries);
  return {
    feeds: feeds.length,
    polls: feeds.length * ROUNDS,
    unchanged: quiet.length,
    notModified: quiet.filter(({ conditional }) => conditional).length,
    items,
    itemsOfRound2: items - countArticles(firstEntries),
    repeated: 0,
    duplicates: allEntries.length - items,
    reprints: REPRINTS.length,
    failures: failing.length * ROUNDS,
    failedFeeds: failing.toSorted().join(", "),
    jobs: items - REPRINTS.length,
  };
}

const countArticles = (entries: readonly SampleEntry[]): number =>
  new Set(entries.map(({ url }) => url.replace(/\?.*/, ""))).size;

/** How many events tell what an earlier one told. */
export const countRepeated = (events: readonly ItemEvent[]): number =>
  events.length - new Set(events.map(({ id }) => id)).size;

/** How many reprints of the sample joined the story of their original. */
export function countReprints(events: readonly ItemEvent[]): number {
  const eventOf = (entry: SampleEntry) => events.find(({ item }) => item.url === entry.url);
  return REPRINTS.filter(([original, reprint]) => {
    const told = [eventOf(original), eventOf(reprint)];
    return told[0]?.story === told[1]?.story && told.some((event) => event?.event === "reprint");
  }).length;
}

/** A line for each count that is not what it should be. */
export function differences(expected: Counts, actual: Counts): string[] {
  const names = Object.keys(expected) as (keyof Counts)[];
  return names
    .filter((name) => expected[name] !== actual[name])
    .map((name) => `${name}: the sample implies ${expected[name]}, and it was ${actual[name]}`);
}
