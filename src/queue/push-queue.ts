import type { Redis } from "ioredis";
import { KEEP_FAILED, openQueue } from "./open-queue.ts";
import { openWorker, type QueueWorker, type WorkerOptions } from "./open-worker.ts";

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

/** Works on pushes, a few at a time: documents take turns anyway. */
export const createPushWorker = (
  redis: Redis,
  options: Omit<WorkerOptions<PushJob>, "concurrency">,
): QueueWorker => openWorker(redis, NAME, { ...options, concurrency: 4 });
