import { readlinkSync } from "node:fs";
import { setPriority } from "node:os";
import { basename } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { createItemIndex } from "../src/dedupe/item-index.ts";
import { type FeedDocuments, type Published, publishNew } from "../src/document-stages.ts";
import { ParseError, type ParseErrorCode } from "../src/errors.ts";
import type { Feed, FetchedDocument, FirstEntries } from "../src/model.ts";
import { createWaitingPages } from "../src/pages/waiting-pages.ts";
import { connectRedis } from "../src/redis/connection.ts";
import type { FeedState } from "../src/registry/feed-state.ts";

/** What the thread needs from the start. */
export interface ReaderSettings {
  redisUrl: string;
  first: FirstEntries;
  /** Days for which texts are compared. */
  windowDays: number;
}

/** What was fetched of one feed, to be published. */
export interface ReaderTask {
  feed: Feed;
  documents: FeedDocuments;
  before: FeedState;
}

/** What came of it: errors lose their class on the way between threads. */
export type ReaderAnswer =
  | { published: Published }
  | { refused: { code: ParseErrorCode; message: string } }
  | { fault: string };

/** How nice the thread is to others, from 0 to 19; see sched(7). */
const NICENESS = 10;

if (parentPort) {
  const port = parentPort;
  giveWay();
  const { redisUrl, first, windowDays } = workerData as ReaderSettings;
  const redis = await connectRedis(redisUrl);
  const stages = {
    index: createItemIndex(redis, { windowDays }),
    first,
    waitingPages: createWaitingPages(redis),
    now: () => new Date(),
    // The other side sends one document at a time.
    takeTurn: async <T>(work: () => T | Promise<T>) => work(),
  };

  const answerTo = async ({
    feed,
    documents: [document, ...further],
    before,
  }: ReaderTask): Promise<ReaderAnswer> => {
    try {
      const documents: FeedDocuments = [withBuffer(document), ...further.map(withBuffer)];
      return { published: await publishNew(feed, documents, before, stages) };
    } catch (error) {
      if (error instanceof ParseError) return { refused: { code: error.code, message: error.message } };
      return { fault: (error as Error).stack ?? String(error) };
    }
  };
  port.on("message", (task: ReaderTask) => {
    void answerTo(task).then((answer) => port.postMessage(answer));
  });
}

/** A buffer comes out of a message as plain bytes. */
const withBuffer = (document: FetchedDocument): FetchedDocument => ({
  ...document,
  body: Buffer.from(document.body),
});

/** Small documents and Redis come first where processors are few. Linux alone has priorities for threads. */
function giveWay(): void {
  if (process.platform === "linux")
    setPriority(Number(basename(readlinkSync("/proc/thread-self"))), NICENESS);
}
