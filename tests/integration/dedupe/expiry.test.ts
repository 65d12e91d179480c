import { expect, test } from "vitest";
import { startAdmissions } from "../../support/admissions.ts";
import type { Article } from "../../support/articles.ts";
import { inventedStory } from "../../support/invented-stories.ts";
import { DAM } from "../../support/news.ts";
import { connectRedis } from "../../../src/redis/connection.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();

const OUTLETS = ["first.example", "second.example", "third.example"];

test("everything that is kept for comparing texts expires, two windows after it was written at the latest", async () => {
  const windowDays = 3;
  const outlets = startAdmissions(server.redis, { windowDays });
  for (const [day, outlet] of OUTLETS.entries()) {
    await outlets.admit({ outlet, ...DAM }, day);
    await outlets.admit({ outlet, path: "b", ...inventedStory(day) }, day + 0.5);
    await outlets.admit({ outlet, ...DAM, title: `Orlo dam on day ${day}` }, day + 0.6);
  }
  const kept = await server.redis.keys("{wf}:*");
  const lives = await Promise.all(
    kept
      .filter((key) => /^\{wf\}:(text|story|stories|lines):/.test(key))
      .map(async (key) => ({ key, kind: key.split(":")[1], seconds: await server.redis.ttl(key) })),
  );
  expect(new Set(lives.map(({ kind }) => kind))).toEqual(new Set(["text", "story", "stories", "lines"]));
  expect(lives.filter(({ seconds }) => seconds <= 0 || seconds > 2 * windowDays * 86_400)).toEqual([]);
});

test("all that is left are what feeds showed, addresses, and the stream", async () => {
  const outlets = startAdmissions(server.redis);
  for (const outlet of OUTLETS) await outlets.admit({ outlet, ...DAM });
  const lasting: string[] = [];
  for (const key of await server.redis.keys("*")) if ((await server.redis.ttl(key)) < 0) lasting.push(key);
  expect(lasting.toSorted()).toEqual(["{wf}:items", ...OUTLETS.map((outlet) => `{wf}:seen:${outlet}`)]);
});

test("two batches with the same texts at once, on two connections, make one new item of each text", async () => {
  const texts = Array.from({ length: 10 }, (_, n) => inventedStory(n));
  const batch = (outlet: string): Article[] =>
    texts.map((said, n) => ({ ...said, outlet: `${outlet}.example`, path: String(n) }));
  const other = await connectRedis(server.url);
  try {
    const [one, two] = await Promise.all([
      startAdmissions(server.redis).admitAll(batch("first")),
      startAdmissions(other).admitAll(batch("second").toReversed()),
    ]);
    const pairs = one.map(({ kind }, at) => [kind, two.at(-1 - at)?.kind].toSorted());
    expect(pairs).toEqual(texts.map(() => ["new", "reprint"]));
    const events = await startAdmissions(server.redis).events();
    expect([events.length, new Set(events.map(({ story }) => story)).size]).toEqual([20, 10]);
  } finally {
    other.disconnect();
  }
});
