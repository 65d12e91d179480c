import { afterEach, beforeEach, expect, test } from "vitest";
import { createFetcher, type Fetcher, type FetcherOptions } from "../../../src/fetch/fetch-document.ts";
import type { HostGate } from "../../../src/host-gate.ts";
import { type FeedServer, startFeedServer } from "../../support/feed-server.ts";

let site: FeedServer;
let fetcher: Fetcher;

beforeEach(async () => {
  site = await startFeedServer();
});
afterEach(async () => {
  await fetcher.close();
  await site[Symbol.asyncDispose]();
});

const never = new AbortController().signal;
const start = (options: Partial<FetcherOptions> = {}): void => {
  fetcher = createFetcher({ allowPrivate: ["127.0.0.1/32"], ...options });
};

test("a further document of a feed comes in full, with the feed's own headers", async () => {
  start();
  site.serve("/1", (_, response) => response.writeHead(200, { etag: '"1"' }).end("one"));
  site.serve("/2", "two");
  const known = { url: site.url("/2"), etag: '"2"', lastModified: null };
  const own = { headers: { "X-Key": "k" }, auth: null, proxy: null, home: site.url("/") };
  using first = await fetcher.fetch(site.url("/1"), known, never, own);
  expect((await first.also(site.url("/2"))).body.toString()).toBe("two");
  expect(site.requests.map(({ headers }) => headers["x-key"])).toEqual(["k", "k"]);
  expect(site.requests[1]?.headers["if-none-match"]).toBeUndefined();
});

test("all of them together may be as large as one", async () => {
  start({ maxBytes: 10 });
  site.serve("/1", "123456");
  using first = await fetcher.fetch(site.url("/1"), null, never);
  await expect(first.also(site.url("/1"))).rejects.toMatchObject({ code: "FETCH_TOO_LARGE" });
  site.serve("/2", "1234");
  expect((await first.also(site.url("/2"))).body.length).toBe(4);
  await expect(first.also(site.url("/2"))).rejects.toMatchObject({ code: "FETCH_TOO_LARGE" });
});

test("its address is guarded like the first one, and its server's turn is waited for longer", async () => {
  const patience: number[] = [];
  const gate: HostGate = {
    async enter(_, milliseconds) {
      patience.push(milliseconds);
      return { covers: () => true, sent: () => {}, leave: async () => {} };
    },
  };
  start({ gate });
  site.serve("/1", "one");
  using first = await fetcher.fetch(site.url("/1"), null, never);
  await first.also(site.url("/1"));
  await expect(first.also("http://127.0.0.2/")).rejects.toMatchObject({ code: "FETCH_BLOCKED_ADDRESS" });
  await expect(first.also("file:///etc/passwd")).rejects.toMatchObject({ code: "FETCH_BAD_ADDRESS" });
  expect(patience).toEqual([250, 65_000, 65_000]);
});
