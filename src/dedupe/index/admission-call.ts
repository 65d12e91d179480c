import type { Redis } from "ioredis";
import type { IndexKeys } from "../../redis/keys.ts";
import { loadScript, runScript } from "../../redis/script.ts";
import { bucketOf, type Epoch, fieldOf } from "./epoch.ts";
import type { Submission } from "./submission.ts";

const ADMIT = loadScript("admit-items-n");

const DAY_SECONDS = 86_400;
/** How long an address is remembered for recognizing it in other feeds. */
const ADDRESS_DAYS = 30;
/** How many items a feed may hold back, how many bytes of them as JSON, and for how long after the last one. */
const HELD_ITEMS = 10_000;
const HELD_BYTES = 32 * 1024 * 1024;
const HELD_DAYS = 30;
/** Texts that one is compared with, and texts that are found by one key: the newest that said something new. */
const MOST_FOUND = 8;
const MOST_POSTINGS = 4;

/** The keys of a text, and the algorithm that made them. */
export interface TextKeys {
  version: number;
  keys: readonly number[];
  /** The one of its title, which alone makes a text worth a look. */
  titleKey: number;
}

/** An item as the script gets it. */
export interface Call {
  submission: Submission;
  json: string;
  /** `null` for what is not told, now or ever. */
  text: { record: Buffer; keys: TextKeys; older: readonly TextKeys[] } | null;
}

export interface CallContext {
  feedId: string;
  /** When the feed's previous document was read; `null` at the first. */
  previous: string | null;
  now: Date;
  epoch: Epoch;
  /** Number of the block that the next text goes into, or of one before it. */
  block: number;
}

/** Runs the script; returns its answers, an item each. */
export async function callAdmit(
  redis: Redis,
  keys: IndexKeys,
  calls: readonly Call[],
  { feedId, previous, now, epoch, block }: CallContext,
): Promise<string[]> {
  const { number, lifetime } = epoch;
  const seen = keys.seen(feedId);
  const buckets = createBuckets(keys, number);
  const given = {
    epoch: number,
    today: Math.floor(now.getTime() / 1000 / DAY_SECONDS),
    addressTime: ADDRESS_DAYS * DAY_SECONDS,
    feed: feedId,
    previous: previous ?? "",
    mostHeld: HELD_ITEMS,
    mostHeldBytes: HELD_BYTES,
    holdTime: HELD_DAYS * DAY_SECONDS,
    block,
    textTime: lifetime,
    mostFound: MOST_FOUND,
    mostPostings: MOST_POSTINGS,
  };
  const args = calls.flatMap(({ submission, json, text }) => [
    JSON.stringify(submission),
    json,
    text?.record ?? "",
    text ? buckets.pack([text.keys]) : "",
    text ? buckets.pack(text.older) : "",
  ]);
  const answers = await runScript(
    redis,
    ADMIT,
    [
      keys.items,
      seen,
      keys.held(feedId),
      keys.hold(feedId),
      keys.textSequence(number),
      keys.textSequence(number - 1),
      ...[block, block + 1, block + 2].map((at) => keys.textBlock(number, at)),
      keys.stories(number),
      keys.waiting(feedId),
      keys.pages,
      ...calls.flatMap(({ submission: { identity, told } }) => [
        identity.address ? keys.address(identity.address) : seen,
        told && told.event !== "new" ? keys.story(told.story) : seen,
      ]),
      ...buckets.names,
    ],
    [JSON.stringify(given), ...args],
  );
  return answers as string[];
}

/** Names of buckets, each pair once, and keys that refer to them by number. */
function createBuckets(keys: IndexKeys, epoch: number) {
  const names: string[] = [];
  const pairs = new Map<string, number>();
  const pairOf = (version: number, bucket: number): number => {
    const name = keys.textBucket(version, epoch, bucket);
    const known = pairs.get(name);
    if (known !== undefined) return known;
    const pair = pairs.size;
    pairs.set(name, pair);
    names.push(name, keys.textBucket(version, epoch - 1, bucket));
    return pair;
  };
  return {
    names,
    /** Four bytes a key: number of the pair, its highest bit set for the key of a title; field. */
    pack(texts: readonly TextKeys[]): Buffer {
      const packed = Buffer.alloc(texts.reduce((sum, text) => sum + text.keys.length, 0) * 4);
      let at = 0;
      for (const { version, keys: own, titleKey } of texts) {
        for (const key of own) {
          const pair = pairOf(version, bucketOf(key));
          at = packed.writeUInt16BE(key === titleKey ? pair | 0x8000 : pair, at);
          at = packed.writeUInt16BE(fieldOf(key), at);
        }
      }
      return packed;
    },
  };
}
