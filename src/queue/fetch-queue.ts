import type { Redis } from "ioredis";
import { type DistinctQueue, openDistinctQueue } from "./open-queue.ts";
import { openWorker, type QueueWorker, type WorkerOptions } from "./open-worker.ts";

/** Ids only: what a feed is stands in the registry. */
export interface FetchJob {
  feedId: string;
  /** When the feed was claimed, in milliseconds of Redis's clock; a poll after that makes the job stale. */
  claimedAt: number;
}

const NAME = "fetch";

/** The queue between schedulers and fetchers. */
export const createFetchQueue = (redis: Redis): DistinctQueue<FetchJob> =>
  openDistinctQueue(redis, NAME, ({ feedId }) => feedId);

export const createFetchWorker = (redis: Redis, options: WorkerOptions<FetchJob>): QueueWorker =>
  openWorker(redis, NAME, options);
