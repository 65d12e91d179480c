import type { Redis } from "ioredis";
import { describe, expect, test } from "vitest";
import { startAdmissions } from "../../support/admissions.ts";
import type { Article } from "../../support/articles.ts";
import { inventedStory } from "../../support/invented-stories.ts";
import { cutOff, DAM } from "../../support/news.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();

const died = new Error("died");

/** A connection whose process dies when it would run one more script, or when it has and waits for the reply. */
function dying(scripts: number, when: "before" | "after"): Redis {
  let left = scripts;
  const redis = Object.create(server.redis) as Redis;
  redis.evalsha = (async (...parameters: Parameters<Redis["evalsha"]>) => {
    if (when === "before" && left-- <= 0) throw died;
    const reply = await server.redis.evalsha(...parameters);
    if (when === "after" && left-- <= 0) throw died;
    return reply;
  }) as Redis["evalsha"];
  return redis;
}

const own: Article = { outlet: "first.example", path: "dam", ...DAM };
const EARLIER: Article[] = [own, { outlet: "planet.example", path: "old", ...inventedStory(1) }];
/** One of everything: new, reprint of an earlier one, of one in the document, summary, revision, duplicate. */
const DOCUMENT: Article[] = [
  { outlet: "second.example", ...inventedStory(2) },
  { outlet: "third.example", ...DAM },
  { outlet: "third.example", path: "b", ...inventedStory(2) },
  { outlet: "fourth.example", ...DAM, text: cutOff(DAM.text, 40) },
  { ...own, text: DAM.text.replace("31 people", "38 people"), path: "other" },
  { outlet: "first.example", path: "again", ...DAM },
];

/**
 * What the index holds and what was told, without what depends on which items were judged together: to which of a
 * story's copies one is related, and which lines were learned.
 */
async function contents(): Promise<Record<string, unknown>> {
  const { redis } = server;
  const all: Record<string, unknown> = {
    told: (await startAdmissions(redis).events()).map(({ id, event, story }) => `${event} ${id} ${story}`),
  };
  for (const key of (await redis.keys("*")).toSorted()) {
    const kind = await redis.type(key);
    if (kind === "string") all[key] = await redis.getBuffer(key);
    else if (kind === "hash" && !key.includes(":lines:")) all[key] = await redis.hgetallBuffer(key);
    else if (kind === "zset") all[key] = await redis.zrange(key, 0, -1, "WITHSCORES");
  }
  return all;
}

async function withoutDeath(): Promise<Record<string, unknown>> {
  const outlets = startAdmissions(server.redis);
  await outlets.admitAll(EARLIER);
  const verdicts = await outlets.admitAll(DOCUMENT);
  const kinds = verdicts.map(({ kind }) => kind);
  expect(kinds).toEqual(["new", "reprint", "reprint", "reprint", "revision", "duplicate"]);
  const all = await contents();
  // The scripts stay.
  await server.redis.flushall();
  return all;
}

describe.each(["before", "after"] as const)("a process that dies %s a script runs", (when) => {
  test.each([0, 1, 2, 3])(
    "and repeats the document, changes nothing: the script after %d others",
    async (scripts) => {
      const expected = await withoutDeath();
      const outlets = startAdmissions(server.redis);
      await outlets.admitAll(EARLIER);
      const [end] = await Promise.allSettled([startAdmissions(dying(scripts, when)).admitAll(DOCUMENT)]);
      expect([died, undefined]).toContain(end.status === "rejected" ? end.reason : undefined);
      for (let repeated = 0; repeated < 2; repeated++) {
        await outlets.admitAll(DOCUMENT);
        expect(await contents()).toEqual(expected);
      }
    },
  );
});

test("a document takes no more scripts than were tried here", async () => {
  await withoutDeath();
  await startAdmissions(server.redis).admitAll(EARLIER);
  await expect(startAdmissions(dying(4, "before")).admitAll(DOCUMENT)).resolves.toHaveLength(DOCUMENT.length);
});
