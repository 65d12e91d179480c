import { randomUUID } from "node:crypto";
import { Queue } from "bullmq";
import type { Redis } from "ioredis";
import type { ItemEvent } from "../model.ts";
import { ITEMS_QUEUE_PREFIX, relayCursorKey, relayLockKey } from "../redis/keys.ts";
import { loadScript, runScript } from "../redis/script.ts";
import { readEvents, STREAM_START, trimEvents } from "./item-stream.ts";

const MOVE = loadScript("move-relay-2");

const QUEUE = "items";
const BATCH = 100;
/** Milliseconds that a lock outlives its holder. */
const LOCK_TIME = 10_000;
const READ_WAIT = 2_000;
const FULL_WAIT = 200;
const STANDBY_WAIT = 1_000;
const TRIM_EVERY = 60_000;
const DAY = 86_400_000;

export interface RelayOptions {
  /** Waiting jobs at which the relay pauses: a queue that nobody works on must not grow for ever. */
  maxWaiting?: number;
  /** Days that events stay on the stream. */
  retentionDays: number;
  onRelayed: (count: number) => void;
  /** Events grew too old before the queue had room for them: nobody has worked on it for as long as events are kept. */
  onMissed: () => void;
}

/** Hands the stream over to the BullMQ queue `items`. */
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
  { maxWaiting = 5_000, retentionDays, onRelayed, onMissed }: RelayOptions,
): Relay {
  const queue = new Queue<ItemEvent>(QUEUE, {
    connection: redis,
    prefix: ITEMS_QUEUE_PREFIX,
    streams: { events: { maxLen: 1_000 } },
    defaultJobOptions: {
      attempts: 5,
      backoff: { type: "exponential", delay: 1_000 },
      removeOnComplete: { age: 3_600, count: 10_000 },
    },
  });
  queue.on("error", () => {
    // The connection reports its own trouble.
  });
  const token = randomUUID();
  const keys = [relayLockKey(QUEUE), relayCursorKey(QUEUE)];
  /** `null` while another relay holds the lock. */
  let cursor: string | null = null;
  let trimmedAt = 0;

  const move = async (position: string): Promise<boolean> =>
    (await runScript(redis, MOVE, keys, [token, position, LOCK_TIME])) === 1;

  /** By age alone: who reads the stream and leaves the queue alone must not end up with a full Redis. */
  const trim = async (handedOver: string): Promise<void> => {
    if (Date.now() - trimmedAt < TRIM_EVERY) return;
    trimmedAt = Date.now();
    const before = new Date(trimmedAt - retentionDays * DAY);
    const removed = await trimEvents(redis, before);
    if (removed > 0 && Number(handedOver.split("-")[0]) < before.getTime()) onMissed();
  };

  return {
    async step() {
      if (!(await move(""))) {
        cursor = null;
        return STANDBY_WAIT;
      }
      cursor ??= (await redis.get(relayCursorKey(QUEUE))) ?? STREAM_START;
      await trim(cursor);
      const room = maxWaiting - (await queue.getWaitingCount());
      if (room <= 0) return FULL_WAIT;
      const entries = await readEvents(reader, cursor, Math.min(BATCH, room), READ_WAIT);
      const last = entries.at(-1);
      if (!last) return 0;
      await queue.addBulk(
        entries.map(({ event }) => ({ name: event.event, data: event, opts: { jobId: event.id } })),
      );
      cursor = (await move(last.position)) ? last.position : null;
      onRelayed(entries.length);
      return 0;
    },
    async close() {
      reader.disconnect();
      await queue.close();
    },
  };
}
