import { type Job, Worker } from "bullmq";
import type { Redis } from "ioredis";
import { FETCH_QUEUE_PREFIX } from "../redis/keys.ts";

export interface WorkerOptions<Data> {
  concurrency: number;
  handle: (job: Data) => Promise<void>;
  /** The job is in the failed set now: its last try threw, or it took three workers down with it. */
  onFailed: (job: Data, error: Error) => void;
  /** Something went wrong beside the jobs, such as a lock that was lost. */
  onError: (error: Error) => void;
}

export interface QueueWorker {
  /** Takes no more jobs, and waits for those that are being worked on. */
  close(): Promise<void>;
}

/**
 * Works on the jobs of a queue. A job whose worker was killed is taken over within seconds: a lock lasts ten, and every
 * five somebody looks for locks that ran out.
 */
export function openWorker<Data>(
  redis: Redis,
  name: string,
  { concurrency, handle, onFailed, onError }: WorkerOptions<Data>,
): QueueWorker {
  const worker = new Worker<Data>(name, ({ data }) => handle(data), {
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
    if (job && isOver(job)) onFailed(job.data, error);
  });
  return { close: () => worker.close() };
}

/** Whether it is not tried again. */
const isOver = <Data>({ opts: { attempts = 1 }, attemptsMade, finishedOn }: Job<Data>): boolean =>
  attempts <= 1 || finishedOn !== undefined || attemptsMade >= attempts;
