import type { Redis } from "ioredis";
import type { Verdict } from "../item.ts";
import { INDEX_KEYS } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { Identity } from "./identity/identity.ts";
import type { Trace } from "./identity/trace.ts";
import { type Admission, admitBatch } from "./index/admission.ts";
import type { Arrival } from "./index/submission.ts";
import { ALGORITHM } from "./text/algorithm.ts";

const KEEP = loadScript("keep-seen-1");
const ADOPT = loadScript("adopt-seen-1");

const DAY_SECONDS = 86_400;
/** How long an entry is remembered after it has left its feed. */
const SEEN_DAYS = 90;
/** A story that nobody carried for so long is over. */
const WINDOW_DAYS = 14;
/** One script call blocks Redis for all others, so a long document goes in parts. */
const BATCH = 30;
/** What is told of one feed stays in its order, whether a page is read before or not. */
const ORDER: readonly (readonly Arrival["disposition"][])[] = [
  ["hold"],
  ["emit", "wait"],
  ["release", "complete"],
  ["know"],
];
/** Fields asked for at once. */
const QUESTIONS = 1_000;

/**
 * What the index knows of a key: that its entry is `known`, or known and `changed` since it was judged, that nothing is
 * `unknown` about it, or that it proves nothing because it is `shared`, here or for good. Of a shared one its words may
 * be known: `shared-known`.
 */
export type Standing = "known" | "changed" | "unknown" | "shared" | "shared-known";

/** Which items of a feed are known. Decides and publishes in one step, so that neither can happen alone. */
export interface ItemIndex {
  /** A cheap question, to save the work on entries that are known and the same; of the others, only `admit` decides. */
  standings(feedId: string, identities: readonly Identity[]): Promise<Standing[]>;
  /** How many fields are stored for a feed. */
  size(feedId: string): Promise<number>;
  /** What is stored under these fields, and with these exact fields. Reads all that there is of the feed, in parts. */
  traces(feedId: string, wanted: ReadonlySet<string>): Promise<Trace[]>;
  /** Stores entries that are known under further fields. Repeating it is harmless. */
  adopt(feedId: string, traces: readonly Trace[], now: Date): Promise<void>;
  /**
   * Judges arriving items, and emits or holds or merely remembers the new ones, in their order. Repeating it is harmless.
   * The verdicts are in the order of the arrivals.
   *
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

/** What differs from the service's own index. */
export type IndexOptions = Partial<Pick<Admission, "keys" | "windowDays" | "algorithms">>;

export function createItemIndex(redis: Redis, options: IndexOptions = {}): ItemIndex {
  const admission: Admission = {
    redis,
    keys: INDEX_KEYS,
    windowDays: WINDOW_DAYS,
    algorithms: [ALGORITHM],
    ...options,
  };
  const { keys } = admission;
  let last: Promise<unknown> = Promise.resolve();
  /** One batch at a time: those of one process that bring much the same would only make each other judge again. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work);
    last = done.catch(() => {
      // Told to whoever asked for the work.
    });
    return done;
  };

  return {
    async standings(feedId, identities) {
      const standings: Standing[] = [];
      for (let start = 0; start < identities.length; start += QUESTIONS) {
        const part = identities.slice(start, start + QUESTIONS);
        const known = await redis.hmget(keys.seen(feedId), ...part.map(({ key }) => key));
        const shared = part.filter(({ keyShared }, at) => keyShared || known[at]?.startsWith("*"));
        const words = shared.length > 0 ? await redis.hmget(keys.seen(feedId), ...exactsOf(shared)) : [];
        const knownWords = new Set(exactsOf(shared).filter((_, at) => words[at]));
        standings.push(
          ...part.map((identity, at) => standingOf(identity, known[at], knownWords.has(identity.exact))),
        );
      }
      return standings;
    },
    size: (feedId) => redis.hlen(keys.seen(feedId)),
    async traces(feedId, wanted) {
      const traces: Trace[] = [];
      let cursor = "0";
      do {
        const [next, flat] = await redis.hscan(keys.seen(feedId), cursor, "COUNT", QUESTIONS);
        for (let at = 0; at < flat.length; at += 2) {
          const [itemId = "", , exact = "", ...rest] = flat[at + 1]?.split(" ") ?? [];
          const trace = { field: flat[at] ?? "", itemId, exact, rest: rest.join(" ") };
          if (wanted.has(trace.field) || wanted.has(exact)) traces.push(trace);
        }
        cursor = next;
      } while (cursor !== "0");
      return traces;
    },
    async adopt(feedId, traces, now) {
      for (let start = 0; start < traces.length; start += QUESTIONS) {
        const part = traces.slice(start, start + QUESTIONS);
        const fields = part.flatMap(({ field, itemId, exact, rest }) => [field, itemId, `${exact} ${rest}`]);
        await runScript(redis, ADOPT, [keys.seen(feedId)], [dayOf(now), ...fields]);
      }
    },
    async admit(feedId, arrivals, previous, now) {
      const verdicts = new Map<Arrival, Verdict>();
      const ordered = ORDER.flatMap((wanted) =>
        arrivals.filter(({ disposition }) => wanted.includes(disposition)),
      );
      for (let start = 0; start < ordered.length; start += BATCH) {
        const batch = ordered.slice(start, start + BATCH);
        for (const [arrival, verdict] of await inTurn(() =>
          admitBatch(batch, { feedId, previous, now }, admission),
        ))
          verdicts.set(arrival, verdict);
      }
      return arrivals.flatMap((arrival) => verdicts.get(arrival) ?? []);
    },
    async isHolding(feedId, previous) {
      return (await redis.hget(keys.hold(feedId), "flood")) === previous;
    },
    async keep(feedId, identities, previous, now) {
      if (dayOf(previous) === dayOf(now)) return;
      const fields = identities.flatMap(({ key, exact, alias }) => [key, exact, ...(alias ? [alias] : [])]);
      const today = dayOf(now);
      await runScript(
        redis,
        KEEP,
        [keys.seen(feedId)],
        [today, dayOf(previous), today - SEEN_DAYS, ...fields],
      );
    },
  };
}

/** Lets the memory of a feed that nobody polls any more run out, late enough for the feed to come back. */
export async function forgetFeedLater(redis: Redis, feedId: string): Promise<void> {
  await redis.expire(INDEX_KEYS.seen(feedId), SEEN_DAYS * DAY_SECONDS);
}

/** Keeps the memory of a feed that came back from running out. */
export async function rememberFeed(redis: Redis, feedId: string): Promise<void> {
  await redis.persist(INDEX_KEYS.seen(feedId));
}

const exactsOf = (identities: readonly Identity[]): string[] => identities.map(({ exact }) => exact);

function standingOf(
  { keyShared, exact, wording }: Identity,
  stored: string | null | undefined,
  areWordsKnown: boolean,
): Standing {
  const [itemId = "", , storedExact, storedWording = "-"] = stored?.split(" ") ?? [];
  // The first one that was stored under a key that turns out to be shared.
  if (keyShared || itemId === "*") return areWordsKnown || storedExact === exact ? "shared-known" : "shared";
  if (!stored) return "unknown";
  return storedWording === "-" || storedWording === wording || itemId.startsWith("-") ? "known" : "changed";
}

const dayOf = (time: Date): number => Math.floor(time.getTime() / 1000 / DAY_SECONDS);
