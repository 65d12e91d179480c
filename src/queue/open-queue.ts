import { type KeepJobs, Queue } from "bullmq";
import type { Redis } from "ioredis";
import { FETCH_QUEUE_PREFIX } from "../redis/keys.ts";

const WEEK_SECONDS = 7 * 86_400;

/** A job fails through a fault of ours only; it stays where an operator can see it. */
export const KEEP_FAILED: { removeOnComplete: true; removeOnFail: KeepJobs } = {
  removeOnComplete: true,
  removeOnFail: { age: WEEK_SECONDS, count: 1_000 },
};

export function openQueue<Job>(redis: Redis, name: string): Queue<Job, void, string, Job, void, string> {
  const queue = new Queue<Job, void, string, Job, void, string>(name, {
    connection: redis,
    prefix: FETCH_QUEUE_PREFIX,
    streams: { events: { maxLen: 100 } },
  });
  queue.on("error", () => {
    // Every command that fails is awaited somewhere; the connection reports its own trouble.
  });
  return queue;
}
