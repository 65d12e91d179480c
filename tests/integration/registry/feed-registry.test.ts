import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type FeedEntry, UNSAID } from "../../../src/registry/feed-entry.ts";
import { FEEDS_KEY } from "../../../src/redis/keys.ts";
import { createFeedRegistry, type FeedRegistry } from "../../../src/registry/feed-registry.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

let server: TestRedis;
let registry: FeedRegistry;

beforeAll(async () => {
  server = await startTestRedis();
  registry = createFeedRegistry(server.redis);
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
});

const entry = (name: string, title: string | null = null): FeedEntry => ({
  url: `https://${name}.example/feed`,
  ...UNSAID,
  title,
});
const urls = async (): Promise<string[]> => (await registry.list()).map(({ url }) => url);

test("a feed has the same id whoever registers it, and however often", async () => {
  const { added } = await registry.add([entry("a")]);
  const again = await registry.add([entry("a", "A")]);
  expect(again).toMatchObject({ added: [], changed: [{ id: added[0]?.id, title: "A" }] });
  expect(await registry.list()).toHaveLength(1);
});

test("feeds of a file follow the file", async () => {
  await registry.follow([entry("a"), entry("b")]);
  const change = await registry.follow([entry("b", "B"), entry("c")]);
  expect([change.added, change.changed, change.removed].map((feeds) => feeds.map(({ url }) => url))).toEqual([
    ["https://c.example/feed"],
    ["https://b.example/feed"],
    ["https://a.example/feed"],
  ]);
  expect(await urls()).toEqual(["https://b.example/feed", "https://c.example/feed"]);
});

test("feeds of a command stay when a file does not name them, and when it names them no more", async () => {
  await registry.add([entry("a")]);
  await registry.follow([entry("a"), entry("b")]);
  await registry.follow([]);
  expect(await urls()).toEqual(["https://a.example/feed"]);
});

test("a command that names a feed of a file makes it stay, and changes only what it says", async () => {
  await registry.follow([
    {
      url: "https://a.example/feed",
      title: "A",
      interval: 900,
      identity: "words",
      zone: "Asia/Tehran",
      request: null,
      first: { newest: 5 },
      fullText: "missing",
      page: null,
    },
  ]);
  const change = await registry.add([entry("a")]);
  expect(change.changed).toMatchObject([
    {
      title: "A",
      interval: 900,
      identity: "words",
      zone: "Asia/Tehran",
      first: { newest: 5 },
      origin: "command",
    },
  ]);
  await registry.follow([]);
  expect(await urls()).toEqual(["https://a.example/feed"]);
});

test("a record of before a setting existed reads as a feed of which nothing is said, and is not changed by that", async () => {
  const url = "https://a.example/feed";
  const old = { id: "f1", url, title: "A", interval: null, origin: "file" };
  await server.redis.hset(FEEDS_KEY, "f1", JSON.stringify(old));
  expect(await registry.get("f1")).toEqual({ ...UNSAID, ...old });
  expect(await registry.list()).toEqual([{ ...UNSAID, ...old }]);
  expect((await registry.follow([entry("a", "A")])).changed).toEqual([]);
});
