import { Worker } from "node:worker_threads";
import { ParseError } from "../src/errors.ts";
import type { Pipeline } from "../src/pipeline.ts";
import { createTurns } from "../src/turns.ts";
import type { ReaderAnswer, ReaderSettings, ReaderTask } from "./reader-thread.ts";

export interface Reader {
  publish: NonNullable<Pipeline["publishLarge"]>;
  /** Ends the thread. Documents that are not read by then fail; the next poll finds them as after a crash. */
  stop(): Promise<void>;
}

/** Megabytes of objects in the thread; any hostile document of 10 MB needs less than half. */
const MEMORY = 512;

const ENDED = "the reader of large documents has ended";

/**
 * Publishes large documents in a thread of its own, one at a time, while the fetcher goes on. The thread is started with
 * the first of them, and again after one that it did not survive.
 */
export function createReader(settings: ReaderSettings): Reader {
  const takeTurn = createTurns();
  let thread: Worker | null = null;
  let isStopped = false;

  function startThread(): Worker {
    const started = new Worker(new URL("reader-thread.ts", import.meta.url), {
      workerData: settings,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY },
    });
    // Whoever waits for it is told, too; the next document starts another one.
    const forget = (): void => {
      if (thread === started) thread = null;
    };
    return started.on("error", forget).on("exit", forget);
  }

  async function ask(task: ReaderTask): Promise<ReaderAnswer> {
    if (isStopped) throw new Error(ENDED);
    const reader = (thread ??= startThread());
    const { promise, resolve, reject } = Promise.withResolvers<ReaderAnswer>();
    const ended = (): void => reject(new Error(ENDED));
    reader.once("message", resolve).once("error", reject).once("exit", ended);
    try {
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
      reader.postMessage(task);
      return await promise;
    } finally {
      reader.off("message", resolve).off("error", reject).off("exit", ended);
    }
  }

  return {
    async publish(feed, documents, before) {
      const answer = await takeTurn(() => ask({ feed, documents, before }));
      if ("published" in answer) return answer.published;
      if ("refused" in answer) throw new ParseError(answer.refused.code, answer.refused.message);
      throw new Error(answer.fault);
    },
    async stop() {
      isStopped = true;
      await thread?.terminate();
    },
  };
}
