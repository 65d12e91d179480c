import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { FETCH_QUEUE_PREFIX } from "../redis/keys.ts";
import { KEEP_FAILED, openQueue } from "./open-queue.ts";

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

export interface FetchWorker {
  /** Takes no more jobs, and waits for those that are being worked on. */
  close(): Promise<void>;
}

export interface FetchWorkerOptions {
  concurrency: number;
  handle: (job: FetchJob) => Promise<void>;
  /** The job is in the failed set now: it threw, or it took three workers down with it. */
  onFailed: (job: FetchJob, error: Error) => void;
  /** Something went wrong beside the jobs, such as a lock that was lost. */
  onError: (error: Error) => void;
}

/**
 * Works on fetch jobs. A job whose worker was killed is taken over within seconds: a lock lasts ten, and every five
 * somebody looks for locks that ran out.
 */
export function createFetchWorker(
  redis: Redis,
  { concurrency, handle, onFailed, onError }: FetchWorkerOptions,
): FetchWorker {
  const worker = new Worker<FetchJob>(NAME, ({ data }) => handle(data), {
    connection: redis,
    prefix: FETCH_QUEUE_PREFIX,
    concurrency,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 3,
  });
  worker.on("error", (error) => {
    // That the connection is lost is reported once, not by every command that waits for it.
    if (redis.status === "ready") onError(error);
  });
  worker.on("failed", (job, error) => {
    if (job) onFailed(job.data, error);
  });
  return { close: () => worker.close() };
}
