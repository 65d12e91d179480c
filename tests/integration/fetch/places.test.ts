import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createFetcher, type Fetcher } from "../../../src/fetch/fetch-document.ts";
import { type Answer, type FeedServer, startFeedServer } from "../../support/feed-server.ts";

const LIMITS = { quick: 2, slow: 1, large: 1 };
const LARGE = Buffer.from(`<rss>${" ".repeat(2 ** 20)}</rss>`);
const never = new AbortController().signal;

let site: FeedServer;
let fetcher: Fetcher;
beforeEach(async () => {
  site = await startFeedServer();
  fetcher = createFetcher({ allowPrivate: ["127.0.0.0/8"], places: LIMITS });
});
afterEach(async () => {
  await fetcher.close();
  await site[Symbol.asyncDispose]();
});

const packed: Answer = (_, response) => response.setHeader("content-encoding", "gzip").end(gzipSync(LARGE));

test.each<[string, Answer]>([
  ["on the wire", (_, response) => response.end(LARGE)],
  ["once it is decoded", packed],
])("a document that is large %s waits until the one before it was read", async (_, answer) => {
  site.serve("/a", answer);
  site.serve("/b", answer);
  const first = await fetcher.fetch(site.url("/a"), null, never);
  let isFetched = false;
  const second = fetcher.fetch(site.url("/b"), null, never).finally(() => (isFetched = true));
  // Its answer has come, and so have small ones that were asked for later.
  site.serve("/small", "<rss/>");
  for (let count = 0; count < 20; count++)
    (await fetcher.fetch(site.url("/small"), null, never))[Symbol.dispose]();
  expect([site.requests.some(({ url }) => url === "/b"), isFetched]).toEqual([true, false]);
  first[Symbol.dispose]();
  const result = await second;
  expect(result.kind === "document" && result.document.body.equals(LARGE)).toBe(true);
});

test("what fails gives its place back", async () => {
  site.serve("/small", "<rss/>");
  for (let count = 0; count < 5; count++)
    await expect(fetcher.fetch(site.url("/missing"), null, never)).rejects.toThrow("404");
  expect(await fetcher.fetch(site.url("/small"), null, never)).toMatchObject({ kind: "document" });
});

test("of too many slow servers, the one that was asked first has taken too long", async () => {
  site.serve("/slow", () => {});
  const first = fetcher.fetch(site.url("/slow"), null, never);
  const second = fetcher.fetch(site.url("/slow"), null, never).catch((error: unknown) => error);
  await expect(first).rejects.toMatchObject({ code: "FETCH_TIMEOUT" });
  await fetcher.close();
  expect(await second).toMatchObject({ code: "FETCH_PROTOCOL" });
});
