import type { Redis } from "ioredis";
import type { ItemEvent, Verdict } from "../model.ts";
import type { Disposition } from "../disposition.ts";
import { ITEMS_KEY, addressKey, heldKey, holdKey, seenKey } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { Identity } from "./identity/identity.ts";
import type { Trace } from "./identity/trace.ts";

const ADMIT = loadScript("admit-items-n");
const KEEP = loadScript("keep-seen-1");
const ADOPT = loadScript("adopt-seen-1");

const DAY_SECONDS = 86_400;
/** How long an entry is remembered after it has left its feed. */
const SEEN_DAYS = 90;
/** How long an address is remembered for recognizing it in other feeds. */
const ADDRESS_DAYS = 30;
/** One script call blocks Redis for all others, so a long document goes in parts. */
const BATCH = 50;
/** How many items a feed may hold back, how many bytes of them as JSON, and for how long after the last one. */
const HELD_ITEMS = 10_000;
const HELD_BYTES = 32 * 1024 * 1024;
const HELD_DAYS = 30;
const ORDER: readonly Disposition[] = ["hold", "emit", "know"];
/** Fields asked for at once. */
const QUESTIONS = 1_000;

export interface Arrival {
  identity: Identity;
  /** The identity's `itemId`, or the `sharedItemId` where its standing is `shared`. */
  itemId: string;
  disposition: Disposition;
  /** `null` for what is not to be emitted, now or later. */
  event: ItemEvent | null;
}

/**
 * What the index knows of a key: that its entry is `known`, that nothing is `unknown` about it, or that it proves
 * nothing because it is `shared`, here or for good. Of a shared one its words may be known: `shared-known`.
 */
export type Standing = "known" | "unknown" | "shared" | "shared-known";

/** Which items of a feed are known. Decides and publishes in one step, so that neither can happen alone. */
export interface ItemIndex {
  /** A cheap question, to save the work on entries that are long known; of the others, only `admit` decides. */
  standings(feedId: string, identities: readonly Identity[]): Promise<Standing[]>;
  /** How many fields are stored for a feed. */
  size(feedId: string): Promise<number>;
  /** What is stored under these fields, and with these exact fields. Reads all that there is of the feed, in parts. */
  traces(feedId: string, wanted: ReadonlySet<string>): Promise<Trace[]>;
  /** Stores entries that are known under further fields. Repeating it is harmless. */
  adopt(feedId: string, traces: readonly Trace[], now: Date): Promise<void>;
  /**
   * Judges arriving items, and emits or holds or merely remembers the new ones, in their order. Repeating it is harmless.
   * What is held goes first: a poll that is repeated after a crash then judges what is left as it judged the whole.
   *
   * @param previous when the feed's previous document was read; `null` at the first
   */
  admit(feedId: string, arrivals: readonly Arrival[], previous: string | null, now: Date): Promise<Verdict[]>;
  /** Whether an item was held since the feed's previous document: this one was begun and not finished. */
  isHolding(feedId: string, previous: string): Promise<boolean>;
  /**
   * Keeps what the document holds from being forgotten, and forgets what left the feed 90 days ago. To be called with
   * complete, non-empty documents only; does nothing where the last document is of the same day.
   *
   * @param previous when the feed's last document was read
   */
  keep(feedId: string, identities: readonly Identity[], previous: Date, now: Date): Promise<void>;
}

export function createItemIndex(redis: Redis): ItemIndex {
  const admitBatch = async (
    feedId: string,
    arrivals: readonly Arrival[],
    previous: string | null,
    now: Date,
  ): Promise<Verdict[]> => {
    const seen = seenKey(feedId);
    const keys = [
      ITEMS_KEY,
      seen,
      heldKey(feedId),
      holdKey(feedId),
      ...arrivals.map(({ identity }) => (identity.address ? addressKey(identity.address) : seen)),
    ];
    const fields = arrivals.flatMap(({ identity, itemId, disposition, event }) => [
      itemId,
      identity.key,
      identity.keyShared ? "1" : "",
      identity.exact,
      identity.alias ?? "",
      identity.addressShared ? "1" : "",
      identity.title,
      disposition,
      event?.id ?? "",
      event?.event ?? "",
      event ? JSON.stringify(event.item) : "",
    ]);
    const answers = await runScript(redis, ADMIT, keys, [
      dayOf(now),
      ADDRESS_DAYS * DAY_SECONDS,
      feedId,
      previous ?? "",
      HELD_ITEMS,
      HELD_BYTES,
      HELD_DAYS * DAY_SECONDS,
      ...fields,
    ]);
    return (answers as string[]).map((answer, at) => readVerdict(answer, arrivals[at]));
  };

  return {
    async standings(feedId, identities) {
      const standings: Standing[] = [];
      for (let start = 0; start < identities.length; start += QUESTIONS) {
        const part = identities.slice(start, start + QUESTIONS);
        const known = await redis.hmget(seenKey(feedId), ...part.map(({ key }) => key));
        const shared = part.filter(({ keyShared }, at) => keyShared || known[at]?.startsWith("*"));
        const words = shared.length > 0 ? await redis.hmget(seenKey(feedId), ...exactsOf(shared)) : [];
        const knownWords = new Set(exactsOf(shared).filter((_, at) => words[at]));
        standings.push(
          ...part.map((identity, at) => standingOf(identity, known[at], knownWords.has(identity.exact))),
        );
      }
      return standings;
    },
    size: (feedId) => redis.hlen(seenKey(feedId)),
    async traces(feedId, wanted) {
      const traces: Trace[] = [];
      let cursor = "0";
      do {
        const [next, flat] = await redis.hscan(seenKey(feedId), cursor, "COUNT", QUESTIONS);
        for (let at = 0; at < flat.length; at += 2) {
          const [itemId = "", , exact = ""] = flat[at + 1]?.split(" ") ?? [];
          const trace = { field: flat[at] ?? "", itemId, exact };
          if (wanted.has(trace.field) || wanted.has(exact)) traces.push(trace);
        }
        cursor = next;
      } while (cursor !== "0");
      return traces;
    },
    async adopt(feedId, traces, now) {
      for (let start = 0; start < traces.length; start += QUESTIONS) {
        const part = traces.slice(start, start + QUESTIONS);
        const fields = part.flatMap(({ field, itemId, exact }) => [field, itemId, exact]);
        await runScript(redis, ADOPT, [seenKey(feedId)], [dayOf(now), ...fields]);
      }
    },
    async admit(feedId, arrivals, previous, now) {
      const verdicts: Verdict[] = [];
      const ordered = ORDER.flatMap((wanted) => arrivals.filter(({ disposition }) => disposition === wanted));
      for (let start = 0; start < ordered.length; start += BATCH) {
        verdicts.push(...(await admitBatch(feedId, ordered.slice(start, start + BATCH), previous, now)));
      }
      return verdicts;
    },
    async isHolding(feedId, previous) {
      return (await redis.hget(holdKey(feedId), "flood")) === previous;
    },
    async keep(feedId, identities, previous, now) {
      if (dayOf(previous) === dayOf(now)) return;
      const fields = identities.flatMap(({ key, exact, alias }) => [key, exact, ...(alias ? [alias] : [])]);
      const today = dayOf(now);
      await runScript(redis, KEEP, [seenKey(feedId)], [today, dayOf(previous), today - SEEN_DAYS, ...fields]);
    },
  };
}

/** Lets the memory of a feed that nobody polls any more run out, late enough for the feed to come back. */
export async function forgetFeedLater(redis: Redis, feedId: string): Promise<void> {
  await redis.expire(seenKey(feedId), SEEN_DAYS * DAY_SECONDS);
}

/** Keeps the memory of a feed that came back from running out. */
export async function rememberFeed(redis: Redis, feedId: string): Promise<void> {
  await redis.persist(seenKey(feedId));
}

const exactsOf = (identities: readonly Identity[]): string[] => identities.map(({ exact }) => exact);

function standingOf(
  { keyShared, exact }: Identity,
  stored: string | null | undefined,
  areWordsKnown: boolean,
): Standing {
  if (!keyShared && !stored?.startsWith("*")) return stored ? "known" : "unknown";
  // The first one that was stored under a key that turns out to be shared.
  return areWordsKnown || stored?.endsWith(` ${exact}`) ? "shared-known" : "shared";
}

function readVerdict(answer: string, arrival: Arrival | undefined): Verdict {
  const [by = "", id = ""] = answer.split(" ");
  if (by === "new") return { kind: "new", story: arrival?.event?.story ?? "" };
  if (by === "held" || by === "overflow" || by === "known") return { kind: by };
  return { kind: "duplicate", of: id, matchedBy: by as "key" | "alias" | "address" };
}

const dayOf = (time: Date): number => Math.floor(time.getTime() / 1000 / DAY_SECONDS);
