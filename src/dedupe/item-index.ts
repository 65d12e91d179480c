import type { Redis } from "ioredis";
import type { ItemEvent, Verdict } from "../model.ts";
import { ITEMS_KEY, addressKey, seenKey } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { Identity } from "./identity.ts";
import type { Trace } from "./trace.ts";

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
/** Fields asked for at once. */
const QUESTIONS = 1_000;

export interface Arrival {
  identity: Identity;
  /** Its item has the identity's `itemId`, or the `sharedItemId` where its standing is `shared`. */
  event: ItemEvent;
}

/**
 * What the index knows of a key: that its entry is `known`, that nothing is `unknown` about it, or that it proves
 * nothing because it is `shared`, here or for good.
 */
export type Standing = "known" | "unknown" | "shared";

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
  /** Judges arriving items, and appends the new ones to the stream in their order. Repeating it is harmless. */
  admit(feedId: string, arrivals: readonly Arrival[], now: Date): Promise<Verdict[]>;
  /**
   * Keeps what the document holds from being forgotten, and forgets what left the feed 90 days ago. To be called with
   * complete, non-empty documents only.
   *
   * @param previous when the feed's last document was read
   */
  keep(feedId: string, identities: readonly Identity[], previous: Date, now: Date): Promise<void>;
}

export function createItemIndex(redis: Redis): ItemIndex {
  const admitBatch = async (feedId: string, arrivals: readonly Arrival[], now: Date): Promise<Verdict[]> => {
    const seen = seenKey(feedId);
    const keys = [
      ITEMS_KEY,
      seen,
      ...arrivals.map(({ identity }) => (identity.address ? addressKey(identity.address) : seen)),
    ];
    const fields = arrivals.flatMap(({ identity, event }) => [
      event.item.id,
      identity.key,
      identity.keyShared ? "1" : "",
      identity.exact,
      identity.alias ?? "",
      identity.addressShared ? "1" : "",
      identity.title,
      event.id,
      event.event,
      JSON.stringify(event.item),
    ]);
    const answers = await runScript(redis, ADMIT, keys, [
      dayOf(now),
      ADDRESS_DAYS * DAY_SECONDS,
      feedId,
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
        standings.push(...part.map(({ keyShared }, at) => standingOf(keyShared, known[at])));
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
    async admit(feedId, arrivals, now) {
      const verdicts: Verdict[] = [];
      for (let start = 0; start < arrivals.length; start += BATCH) {
        verdicts.push(...(await admitBatch(feedId, arrivals.slice(start, start + BATCH), now)));
      }
      return verdicts;
    },
    async keep(feedId, identities, previous, now) {
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

function standingOf(isShared: boolean, stored: string | null | undefined): Standing {
  if (isShared || stored?.startsWith("*")) return "shared";
  return stored ? "known" : "unknown";
}

function readVerdict(answer: string, arrival: Arrival | undefined): Verdict {
  const [by = "", id = ""] = answer.split(" ");
  if (by === "new") return { kind: "new", story: arrival?.event.story ?? "" };
  return { kind: "duplicate", of: id, matchedBy: by as "key" | "alias" | "address" };
}

const dayOf = (time: Date): number => Math.floor(time.getTime() / 1000 / DAY_SECONDS);
