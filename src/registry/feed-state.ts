import type { Redis } from "ioredis";
import { type IdentityDecision, NO_HINTS } from "../model.ts";
import type { FeedHabit } from "../disposition.ts";
import type { ScheduleMemory } from "../schedule-memory.ts";
import { DUE_KEY, feedStateKey } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import type { PermanentMove } from "./permanent-move.ts";

const COMMIT = loadScript("commit-poll-2");

/** What is remembered of a feed from poll to poll. Times are ISO 8601. */
export interface FeedState {
  /** From the last document that was read whole; each on its own, because some servers get one of them wrong. */
  etag: string | null;
  lastModified: string | null;
  /** Address that gave the validators; they are never sent to another one. */
  validatorsUrl: string | null;
  /** Requests in a row that named the ETag which the unchanged document then had all the same. */
  etagMisses: number;
  /** Address that is asked instead of the registered one, since a permanent move to it has held; `null`: none. */
  movedTo: string | null;
  /** A permanent move that is being watched. */
  move: PermanentMove | null;
  /** SHA-256 of that document. */
  bodyHash: string | null;
  /** Title that the document gives itself. */
  title: string | null;
  /** When a document was last read in full, not known to be the same by its validators; `null` before the first. */
  fullAt: string | null;
  /** When the last document with entries was read; `null` before the first. */
  documentAt: string | null;
  /** By what the entries were told apart at the last document with entries; `null` before the first. */
  identity: IdentityDecision | null;
  /** `null` before the first document with entries. */
  habit: FeedHabit | null;
  /** Failures since the last success. */
  failures: number;
  lastError: { code: string; message: string; at: string } | null;
  /** Items that polls of this feed brought, ever: on the stream, or waiting for their page. */
  published: number;
  schedule: ScheduleMemory;
}

/** A stored state; `polledAt` is in milliseconds of Redis's clock. */
export type StoredFeedState = FeedState & { polledAt: number };

export const NEVER_POLLED: StoredFeedState = {
  polledAt: 0,
  etag: null,
  lastModified: null,
  validatorsUrl: null,
  etagMisses: 0,
  movedTo: null,
  move: null,
  bodyHash: null,
  title: null,
  fullAt: null,
  documentAt: null,
  identity: null,
  habit: null,
  failures: 0,
  lastError: null,
  published: 0,
  schedule: {
    newAt: null,
    gap: null,
    entries: null,
    known: null,
    missedAt: null,
    hints: null,
    fresh: null,
    retryAfter: null,
    failing: null,
    outageAt: null,
  },
};

export interface FeedStates {
  load(feedId: string): Promise<StoredFeedState>;
  loadAll(feedIds: readonly string[]): Promise<StoredFeedState[]>;
  /** Ends a poll: what is remembered, and in how many seconds the feed is due again. */
  commit(feedId: string, state: FeedState, dueIn: number): Promise<void>;
}

export function createFeedStates(redis: Redis): FeedStates {
  return {
    async load(feedId) {
      return readRecord(await redis.get(feedStateKey(feedId)));
    },
    async loadAll(feedIds) {
      if (feedIds.length === 0) return [];
      return (await redis.mget(feedIds.map(feedStateKey))).map(readRecord);
    },
    async commit(feedId, state, dueIn) {
      const { schedule, ...rest } = state;
      const record = JSON.stringify({ ...rest, polledAt: undefined, schedule: compact(schedule) });
      await runScript(
        redis,
        COMMIT,
        [DUE_KEY, feedStateKey(feedId)],
        [feedId, record, Math.round(dueIn * 1000)],
      );
    },
  };
}

/** Most feeds have little to remember, and there are many feeds. */
function compact({ hints, ...rest }: ScheduleMemory): object {
  return { ...withoutBlanks(rest), ...(hints && { hints: withoutBlanks(hints) }) };
}

const withoutBlanks = (record: object): object =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => !isBlank(value)));

const isBlank = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

function readRecord(record: string | null): StoredFeedState {
  if (record === null) return NEVER_POLLED;
  const stored = JSON.parse(record) as Partial<StoredFeedState>;
  const schedule = { ...NEVER_POLLED.schedule, ...stored.schedule };
  const hints = schedule.hints && { ...NO_HINTS, ...schedule.hints };
  return { ...NEVER_POLLED, ...stored, schedule: { ...schedule, hints } };
}
