import type { Item } from "../../item.ts";
import { type Decision, decide, type Known, type Rival } from "../stories/decide.ts";
import type { Algorithm } from "../text/algorithm.ts";
import { withoutFurniture } from "../text/furniture.ts";
import { hashOf } from "../text/hash.ts";
import type { Fingerprint, Print } from "../text/print.ts";
import type { TextRecord } from "../text/record.ts";
import type { KnownAs } from "./answer.ts";
import type { TextKeys } from "./admission-call.ts";
import type { LineCounts } from "./outlet-lines.ts";
import type { Arrival } from "./submission.ts";

/** A text of no more keys than this is found by one in common, any other by two. */
const FEW_KEYS = 10;
/** Of any epoch; as in redis/lua/admit-items-n.lua. */
const FIRST_PLACE = 1;

/** A rival with its place in the index, or the item of the same batch that it is. */
export interface PlacedRival extends Rival {
  place: string | null;
  mate: Candidate | null;
}

/** What the index says of an identity, and what stands behind it. */
export interface Standing {
  /** In the words of the script. */
  text: string;
  knownAs: KnownAs;
  known: Known;
}

/** An item under judgement, and what was found out of it so far. */
export interface Candidate {
  readonly arrival: Arrival;
  readonly item: Item;
  /** By the version of the algorithm. */
  readonly prints: ReadonlyMap<number, Print>;
  readonly keys: TextKeys;
  readonly older: readonly TextKeys[];
  readonly isFew: boolean;
  /** As it will be written; its story follows the decision. */
  readonly record: TextRecord;
  readonly pack: Algorithm["pack"];
  /** Hash of all its words, furniture too, after the version of the algorithm: to be remembered of the entry. */
  readonly content: string;
  rivals: PlacedRival[];
  from: readonly [number, number];
  standing: Standing | null;
  decision: Decision<PlacedRival>;
  /** What is taken for the origin of the story that it would join. */
  origin: TextRecord | null;
}

/** @param algorithms the one that records are written by, then those that are read as well */
export function createCandidate(
  arrival: Arrival,
  { item, facts }: NonNullable<Arrival["told"]>,
  algorithms: readonly [Algorithm, ...Algorithm[]],
  lines: LineCounts,
  now: Date,
): Candidate {
  const { outlet, credit, about } = facts;
  const text = item.text && withoutFurniture(item.text, (line) => lines(outlet, line));
  const time = timeOf(item, now);
  const printable = { title: item.title, text, ids: about, outlet, time: time ?? now };
  const fingerprints = algorithms.map((algorithm) => ({
    version: algorithm.version,
    ...algorithm.fingerprint(printable),
  }));
  const [own, ...older] = fingerprints as [Fingerprint & { version: number }];
  const whole =
    text === item.text ? own.print : algorithms[0].fingerprint({ ...printable, text: item.text }).print;
  const id = arrival.itemId;
  const prints = new Map(fingerprints.map(({ version, print }) => [version, print]));
  return {
    arrival,
    item,
    prints,
    keys: keysOf(own),
    older: older.map(keysOf),
    isFew: own.keys.length <= FEW_KEYS,
    record: {
      version: own.version,
      print: own.print,
      id,
      story: id,
      url: item.url,
      title: item.title ?? "",
      firstSeen: Math.floor(now.getTime() / 1000),
      isDated: time !== null,
      credit: credit === null ? 0 : hashOf(credit),
    },
    pack: algorithms[0].pack,
    content: `${own.version}:${whole.content}`,
    rivals: [],
    from: [FIRST_PLACE, FIRST_PLACE],
    standing: null,
    decision: decide({ id, prints, content: "" }, [], null),
    origin: null,
  };
}

/** When it was published; a date in the future is none. */
function timeOf({ published }: Item, now: Date): Date | null {
  const time = published === null ? null : new Date(published);
  return time && time <= now ? time : null;
}

const keysOf = ({ version, print, keys }: Fingerprint & { version: number }): TextKeys => ({
  version,
  keys,
  titleKey: print.titleKey,
});

/** Makes rivals of the items of a batch that share keys, each of the later one. */
export function findMates(candidates: readonly Candidate[], algorithm: Algorithm): void {
  const holders = new Map<number, Candidate[]>();
  for (const candidate of candidates) {
    const { keys, titleKey } = candidate.keys;
    const hits = new Map<Candidate, number>();
    for (const key of keys) {
      for (const mate of holders.get(key) ?? [])
        hits.set(mate, (hits.get(mate) ?? 0) + (key === titleKey ? 2 : 1));
      holders.set(key, [...(holders.get(key) ?? []), candidate]);
    }
    for (const [mate, count] of hits) {
      if (count > 1 || candidate.isFew || mate.isFew)
        candidate.rivals.push(rivalOf(candidate, mate.record, algorithm, mate));
    }
  }
}

/** @param from where the record is, or the item of the same batch whose it is */
export function rivalOf(
  { prints }: Candidate,
  record: TextRecord,
  algorithm: Algorithm,
  from: Candidate | string,
): PlacedRival {
  const print = prints.get(record.version) as Print;
  const isPlace = typeof from === "string";
  return {
    record,
    judgement: algorithm.judge(print, record.print),
    place: isPlace ? from : null,
    mate: isPlace ? null : from,
  };
}
