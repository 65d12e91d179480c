import { afterAll, beforeAll, expect, test } from "vitest";
import type { Feed, FetchedDocument } from "../../src/model.ts";
import { readEvents, STREAM_START } from "../../src/publish/item-stream.ts";
import { UNSAID } from "../../src/registry/feed-entry.ts";
import { NEVER_POLLED } from "../../src/registry/feed-state.ts";
import { createReader } from "../../workers/reader.ts";
import { rss } from "../support/feed-server.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());

const FEED: Feed = {
  id: "feed",
  url: "http://site.example/feed",
  ...UNSAID,
  origin: "command",
};
const documentOf = (body: string): FetchedDocument => ({
  url: FEED.url,
  body: Buffer.from(body),
  contentType: null,
  etag: null,
  lastModified: null,
  link: null,
});

test("publishes, refuses what is no feed, and is there again after a thread that has ended", async () => {
  const settings = { redisUrl: "redis://127.0.0.1:1", windowDays: 14, first: { newest: 1 } };
  const reader = createReader(settings);
  const document = documentOf(
    rss(
      [
        { title: "two", guid: "2" },
        { title: "one", guid: "1" },
      ],
      "Site",
    ),
  );
  await expect(reader.publish(FEED, [document], NEVER_POLLED)).rejects.toMatchObject({
    code: "REDIS_UNREACHABLE",
  });
  settings.redisUrl = server.url;
  const [published, refused] = await Promise.allSettled([
    reader.publish(FEED, [document], NEVER_POLLED),
    reader.publish(FEED, [documentOf("<html>busy</html>")], NEVER_POLLED),
  ]);
  const unread = Promise.allSettled([1, 2].map(() => reader.publish(FEED, [document], NEVER_POLLED)));
  await reader.stop();
  const ended = { status: "rejected", reason: new Error("the reader of large documents has ended") };
  expect(await unread).toEqual([ended, ended]);

  expect(published).toMatchObject({
    value: { progress: { entries: 2, published: 1 }, parsed: { title: "Site" } },
  });
  expect(published).not.toHaveProperty("value.parsed.entries");
  expect(refused).toMatchObject({ reason: { name: "ParseError", code: "PARSE_NOT_A_FEED" } });
  const events = await readEvents(server.redis, STREAM_START, 10, 1);
  expect(events.map(({ event }) => event.item.title)).toEqual(["two"]);
});
