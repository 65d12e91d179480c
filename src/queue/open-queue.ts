import { type KeepJobs, Queue } from "bullmq";
import type { Redis } from "ioredis";
import { FETCH_QUEUE_PREFIX } from "../redis/keys.ts";

const WEEK_SECONDS = 7 * 86_400;

/** A job fails through a fault of ours only; it stays where an operator can see it. */
export const KEEP_FAILED: { removeOnComplete: true; removeOnFail: KeepJobs } = {
  removeOnComplete: true,
  removeOnFail: { age: WEEK_SECONDS, count: 1_000 },
};

/** A queue in which a thing has one job at most. */
export interface DistinctQueue<Job> {
  waiting(): Promise<number>;
  /** Adds jobs; what has a job already gets no second one. */
  add(jobs: readonly Job[]): Promise<void>;
  close(): Promise<void>;
}

/** @param idOf what a job is about */
export function openDistinctQueue<Job>(
  redis: Redis,
  name: string,
  idOf: (job: Job) => string,
): DistinctQueue<Job> {
  const queue = openQueue<Job>(redis, name);
  return {
    waiting: () => queue.getWaitingCount(),
    async add(jobs) {
      await queue.addBulk(
        jobs.map((job) => ({ name, data: job, opts: { deduplication: { id: idOf(job) }, ...KEEP_FAILED } })),
      );
    },
    close: () => queue.close(),
  };
}

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
