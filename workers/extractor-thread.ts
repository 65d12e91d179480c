import { parentPort } from "node:worker_threads";
import type { Article } from "../src/article.ts";
import { ExtractError, type ExtractErrorCode } from "../src/errors.ts";
import { type ExtractOptions, extractArticle } from "../src/extract/extract-article.ts";
import type { FetchedDocument } from "../src/model.ts";

/** One page to read. */
export interface ExtractorTask {
  page: FetchedDocument;
  options: ExtractOptions;
}

/** What came of it: errors lose their class on the way between threads. */
export type ExtractorAnswer =
  | { article: Article }
  | { refused: { code: ExtractErrorCode; message: string } }
  | { fault: string };

if (parentPort) {
  const port = parentPort;
  port.postMessage("ready");
  port.on("message", (task: ExtractorTask) => port.postMessage(answerTo(task)));
}

function answerTo({ page, options }: ExtractorTask): ExtractorAnswer {
  try {
    return { article: extractArticle(page, options) };
  } catch (error) {
    if (error instanceof ExtractError) return { refused: { code: error.code, message: error.message } };
    return { fault: (error as Error).stack ?? String(error) };
  }
}
