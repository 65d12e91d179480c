import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Article } from "../src/article.ts";
import { ExtractError } from "../src/errors.ts";
import type { ExtractOptions } from "../src/extract/extract-article.ts";
import type { FetchedDocument } from "../src/model.ts";
import type { ExtractorAnswer, ExtractorTask } from "./extractor-thread.ts";

export interface Extractor {
  /** @throws ExtractError for a page that cannot be read, or not within its time and memory */
  extract(page: FetchedDocument, options: ExtractOptions): Promise<Article>;
  /** Ends the threads. Pages that are not read by then fail. */
  stop(): Promise<void>;
}

export interface ExtractorLimits {
  /** Milliseconds for a page; real ones take some five. */
  deadline: number;
  /** Megabytes of objects in a thread. */
  memory: number;
  /** Pages after which a thread is replaced, so that nothing can gather in it. */
  pages: number;
}

const LIMITS: ExtractorLimits = { deadline: 3_000, memory: 256, pages: 2_000 };

const ENDED = "the extractor has ended";

interface Thread {
  worker: Worker;
  /** It can be asked: until then its time is not the page's. */
  started: Promise<unknown>;
  pages: number;
}

/**
 * Reads articles in threads, one page at a time in each, while everything else goes on. Threads are started as they are
 * needed, up to half of the processors; one that a page was too much for is replaced.
 */
export function createExtractor(limits: ExtractorLimits = LIMITS): Extractor {
  const most = Math.max(1, Math.floor(availableParallelism() / 2));
  const threads = new Set<Thread>();
  const idle: Thread[] = [];
  const waiting: { resolve: () => void; reject: (error: Error) => void }[] = [];
  let busy = 0;
  let isStopped = false;

  function startThread(): Thread {
    const worker = new Worker(new URL("extractor-thread.ts", import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: limits.memory },
    });
    const thread = { worker, started: nextMessage(worker), pages: 0 };
    threads.add(thread);
    // Whoever waits for it is told, too.
    worker.on("error", () => threads.delete(thread)).on("exit", () => threads.delete(thread));
    return thread;
  }

  async function takeTurn(): Promise<void> {
    if (isStopped) throw new Error(ENDED);
    if (busy < most) {
      busy++;
      return;
    }
    const turn = Promise.withResolvers<void>();
    waiting.push(turn);
    await turn.promise;
  }

  function giveTurn(): void {
    const next = waiting.shift();
    if (next) next.resolve();
    else busy--;
  }

  async function extract(page: FetchedDocument, options: ExtractOptions): Promise<Article> {
    if (isStopped) throw new Error(ENDED);
    const thread = idle.pop() ?? startThread();
    let isReusable = false;
    try {
      await thread.started;
      const answer = await ask(thread.worker, { page, options }, limits);
      isReusable = ++thread.pages < limits.pages;
      return articleOf(answer);
    } finally {
      if (isReusable && threads.has(thread)) idle.push(thread);
      else await thread.worker.terminate();
    }
  }

  return {
    async extract(page, options) {
      await takeTurn();
      try {
        return await extract(page, options);
      } finally {
        giveTurn();
      }
    },
    async stop() {
      isStopped = true;
      for (const { reject } of waiting.splice(0)) reject(new Error(ENDED));
      await Promise.all([...threads].map(({ worker }) => worker.terminate()));
    },
  };
}

/** @throws ExtractError when the page takes too much time or memory */
async function ask(
  worker: Worker,
  task: ExtractorTask,
  { deadline, memory }: ExtractorLimits,
): Promise<ExtractorAnswer> {
  const { url } = task.page;
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => {
    late.reject(new ExtractError("PAGE_TOO_SLOW", `${url} was not read within ${deadline / 1000} seconds`));
  }, deadline);
  const answer = nextMessage<ExtractorAnswer>(worker);
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- to a thread, not to a window
  worker.postMessage(task);
  try {
    return await Promise.race([answer, late.promise]);
  } catch (error) {
    if ((error as { code?: string }).code !== "ERR_WORKER_OUT_OF_MEMORY") throw error;
    throw new ExtractError("PAGE_TOO_BIG", `${url} takes more than ${memory} MB of memory to read`, error);
  } finally {
    clearTimeout(timer);
  }
}

/** What a thread says next. @throws when it ends without a word */
async function nextMessage<Message>(worker: Worker): Promise<Message> {
  const { promise, resolve, reject } = Promise.withResolvers<Message>();
  const ended = (): void => reject(new Error(ENDED));
  worker.once("message", resolve).once("error", reject).once("exit", ended);
  try {
    return await promise;
  } finally {
    worker.off("message", resolve).off("error", reject).off("exit", ended);
  }
}

function articleOf(answer: ExtractorAnswer): Article {
  if ("article" in answer) return answer.article;
  if ("refused" in answer) throw new ExtractError(answer.refused.code, answer.refused.message);
  throw new Error(answer.fault);
}
