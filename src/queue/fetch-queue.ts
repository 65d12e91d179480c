import type { Redis } from "ioredis";
import { KEEP_FAILED, openQueue } from "./open-queue.ts";
import { openWorker, type QueueWorker, type WorkerOptions } from "./open-worker.ts";

/** Ids only: what a feed is stands in the registry. */
export interface FetchJob {
  feedId: string;
  /** When the feed was claimed, in milliseconds of Redis's clock; a poll after that makes the job stale. */
  claimedAt: number;
}

const NAME = "fetch";

/** The queue between schedulers and fetchers. */
export interface FetchQueue {
  waiting(): Promise<number>;
  /** Adds a job a feed; a feed that has a job already gets no second one. */
  add(jobs: readonly FetchJob[]): Promise<void>;
  close(): Promise<void>;
}

export function createFetchQueue(redis: Redis): FetchQueue {
  const queue = openQueue<FetchJob>(redis, NAME);
  return {
    waiting: () => queue.getWaitingCount(),
    async add(jobs) {
      await queue.addBulk(
        jobs.map((job) => ({
          name: NAME,
          data: job,
          opts: {
            deduplication: { id: job.feedId },
            ...KEEP_FAILED,
          },
        })),
      );
    },
    close: () => queue.close(),
  };
}

export const createFetchWorker = (redis: Redis, options: WorkerOptions<FetchJob>): QueueWorker =>
  openWorker(redis, NAME, options);
