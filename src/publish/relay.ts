import { randomUUID } from "node:crypto";
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { ItemEvent } from "../item.ts";
import { ITEMS_QUEUE_PREFIX, relayCursorKey, relayLockKey } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import { holdsEvents, readEvents, trimEvents } from "./item-stream.ts";

const HOLD = loadScript("hold-relay-2");
const RELEASE = loadScript("release-relay-1");

const QUEUE = "items";
const BATCH = 100;
/** Milliseconds that a lock outlives its holder. */
const LOCK_TIME = 10_000;
const READ_WAIT = 2_000;
const FULL_WAIT = 200;
const STANDBY_WAIT = 1_000;
const DAY = 86_400_000;

export interface RelayOptions {
  /** Undone jobs at which the relay pauses: a queue that nobody works on must not grow for ever. */
  maxUndone?: number;
  /** Days that events stay on the stream. */
  retentionDays: number;
  /** Milliseconds between two looks for events that are too old. */
  trimEvery?: number;
  onRelayed: (count: number) => void;
  /** Events grew too old before the queue had room for them: nobody has worked on it for as long as events are kept. */
  onMissed: () => void;
}

/** Hands the stream over to the BullMQ queue `items`: stories and what changes in them, not who else carries them. */
export interface Relay {
  /** Hands over what there is, or waits for something; returns how many milliseconds to pause before the next call. */
  step(): Promise<number>;
  close(): Promise<void>;
}

/**
 * One relay works at a time, guarded by a lock that runs out when its holder dies; others stand by. Jobs carry the
 * event's id, so a batch that was handed over before a crash and is handed over again after it adds nothing, as long
 * as its jobs are still known: finished ones are kept for an hour for that.
 *
 * @param redis for commands
 * @param reader for blocking reads, of its own
 */
export function createRelay(
  redis: Redis,
  reader: Redis,
  { maxUndone = 5_000, retentionDays, trimEvery = 60_000, onRelayed, onMissed }: RelayOptions,
): Relay {
  const queue = new Queue<ItemEvent>(QUEUE, {
    connection: redis,
    prefix: ITEMS_QUEUE_PREFIX,
    streams: { events: { maxLen: 1_000 } },
    defaultJobOptions: {
      attempts: 5,
      backoff: { type: "exponential", delay: 1_000 },
      removeOnComplete: { age: 3_600, count: 10_000 },
      // Where a consumer gave up, people can see it, but not for ever: each holds a whole item.
      removeOnFail: { age: 7 * 86_400, count: 10_000 },
    },
  });
  queue.on("error", () => {
    // The connection reports its own trouble.
  });
  const token = randomUUID();
  const [lock, position] = [relayLockKey(QUEUE), relayCursorKey(QUEUE)];
  let trimmedAt = Date.now();

  /** Where the relay is, after moving on if `to` is given; `null` while another one holds the lock. */
  const hold = async (to = "", from = ""): Promise<string | null> =>
    (await runScript(redis, HOLD, [lock, position], [token, to, from, LOCK_TIME])) as string | null;

  /** By age alone: who reads the stream and leaves the queue alone must not end up with a full Redis. */
  const trim = async (cursor: string): Promise<void> => {
    if (Date.now() - trimmedAt < trimEvery) return;
    trimmedAt = Date.now();
    const before = new Date(trimmedAt - retentionDays * DAY);
    const isMissing = await holdsEvents(redis, cursor, before);
    if ((await trimEvents(redis, before)) > 0 && isMissing) onMissed();
  };

  /** Jobs that are not done yet, in whatever state: each holds a whole item. */
  const countUndone = async (): Promise<number> => {
    const counts = await queue.getJobCounts("waiting", "active", "delayed", "prioritized");
    return Object.values(counts).reduce((sum, count) => sum + count, 0);
  };

  return {
    async step() {
      const cursor = await hold();
      if (cursor === null) return STANDBY_WAIT;
      await trim(cursor);
      const room = maxUndone - (await countUndone());
      if (room <= 0) return FULL_WAIT;
      const entries = await readEvents(reader, cursor, Math.min(BATCH, room), READ_WAIT);
      const last = entries.at(-1);
      if (!last || (await hold()) !== cursor) return 0;
      const wanted = entries.filter(({ event }) => event.event !== "reprint");
      await queue.addBulk(
        wanted.map(({ event }) => ({ name: event.event, data: event, opts: { jobId: event.id } })),
      );
      await hold(last.position, cursor);
      onRelayed(entries.length);
      return 0;
    },
    async close() {
      reader.disconnect();
      await runScript(redis, RELEASE, [lock], [token]);
      await queue.close();
    },
  };
}
