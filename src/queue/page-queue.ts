import type { Redis } from "ioredis";
import { KEEP_FAILED, openQueue } from "./open-queue.ts";
import { openWorker, type QueueWorker, type WorkerOptions } from "./open-worker.ts";

/** Ids only: the item waits in Redis. */
export interface PageJob {
  feedId: string;
  /** The item's place among those of its feed that wait. */
  at: string;
}

const NAME = "page";

/** The queue between schedulers and extractors. */
export interface PageQueue {
  waiting(): Promise<number>;
  /** Adds a job an item; an item that has a job already gets no second one. */
  add(jobs: readonly PageJob[]): Promise<void>;
  close(): Promise<void>;
}

export function createPageQueue(redis: Redis): PageQueue {
  const queue = openQueue<PageJob>(redis, NAME);
  return {
    waiting: () => queue.getWaitingCount(),
    async add(jobs) {
      await queue.addBulk(
        jobs.map((job) => ({
          name: NAME,
          data: job,
          opts: { deduplication: { id: `${job.feedId}-${job.at}` }, ...KEEP_FAILED },
        })),
      );
    },
    close: () => queue.close(),
  };
}

export const createPageWorker = (redis: Redis, options: WorkerOptions<PageJob>): QueueWorker =>
  openWorker(redis, NAME, options);
