import type { Redis } from "ioredis";
import { type DistinctQueue, openDistinctQueue } from "./open-queue.ts";
import { openWorker, type QueueWorker, type WorkerOptions } from "./open-worker.ts";

/** Ids only: the item waits in Redis. */
export interface PageJob {
  feedId: string;
  /** The item's place among those of its feed that wait. */
  at: string;
}

const NAME = "page";

/** The queue between schedulers and extractors. */
export const createPageQueue = (redis: Redis): DistinctQueue<PageJob> =>
  openDistinctQueue(redis, NAME, ({ feedId, at }) => `${feedId}-${at}`);

export const createPageWorker = (redis: Redis, options: WorkerOptions<PageJob>): QueueWorker =>
  openWorker(redis, NAME, options);
