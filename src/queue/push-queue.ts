import { Worker } from "bullmq";
import type { Redis } from "ioredis";
import { FETCH_QUEUE_PREFIX } from "../redis/keys.ts";
import type { FetchWorker } from "./fetch-queue.ts";
import { KEEP_FAILED, openQueue } from "./open-queue.ts";

/** Ids only: what the hub sent is held apart, for a limited time. */
export interface PushJob {
  feedId: string;
  pushId: string;
  /** Callback of the subscription. */
  callback: string;
}

const NAME = "push";

/** The queue between callbacks and those who read what came. */
export interface PushQueue {
  add(job: PushJob): Promise<void>;
  close(): Promise<void>;
}

export function createPushQueue(redis: Redis): PushQueue {
  const queue = openQueue<PushJob>(redis, NAME);
  return {
    async add(job) {
      await queue.add(NAME, job, {
        attempts: 3,
        backoff: { type: "exponential", delay: 1_000 },
        ...KEEP_FAILED,
      });
    },
    close: () => queue.close(),
  };
}

export interface PushWorkerOptions {
  handle: (job: PushJob) => Promise<void>;
  /** The job is in the failed set now: three tries threw. */
  onFailed: (job: PushJob, error: Error) => void;
  /** Something went wrong beside the jobs, such as a lock that was lost. */
  onError: (error: Error) => void;
}

/** Works on pushes, a few at a time: documents take turns anyway. */
export function createPushWorker(
  redis: Redis,
  { handle, onFailed, onError }: PushWorkerOptions,
): FetchWorker {
  const worker = new Worker<PushJob>(NAME, ({ data }) => handle(data), {
    connection: redis,
    prefix: FETCH_QUEUE_PREFIX,
    concurrency: 4,
    lockDuration: 10_000,
    stalledInterval: 5_000,
    maxStalledCount: 3,
  });
  worker.on("error", (error) => {
    if (redis.status === "ready") onError(error);
  });
  worker.on("failed", (job, error) => {
    const isOver = job && (job.finishedOn !== undefined || job.attemptsMade >= (job.opts.attempts ?? 1));
    if (isOver) onFailed(job.data, error);
  });
  return { close: () => worker.close() };
}
