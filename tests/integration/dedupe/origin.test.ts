import { beforeEach, describe, expect, test } from "vitest";
import type { Verdict } from "../../../src/item.ts";
import { listStories, readStory } from "../../../src/dedupe/stories/story-reader.ts";
import { type Admissions, startAdmissions } from "../../support/admissions.ts";
import { type Article, arrivalOf } from "../../support/articles.ts";
import { inventedStory } from "../../support/invented-stories.ts";
import { DAM } from "../../support/news.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let outlets: Admissions;

beforeEach(() => {
  outlets = startAdmissions(server.redis);
});

const at = (hour: number): string => `2026-03-01T${String(hour).padStart(2, "0")}:00:00.000Z`;
const article = (outlet: string, said: Partial<Article> = {}): Article => ({
  outlet: `${outlet}.example`,
  ...DAM,
  ...said,
});
const isOrigin = (verdict: Verdict | undefined): boolean =>
  verdict !== undefined && "relation" in verdict && verdict.relation.isOrigin;

/** Addresses of what is taken for the origin of the story that an article began, and of all that carry it. */
async function storyOf(first: Article): Promise<{ origins: (string | null)[]; carriers: (string | null)[] }> {
  const story = await readStory(server.redis, arrivalOf(first).itemId);
  const carriers = story?.carriers ?? [];
  return {
    origins: carriers.filter((carrier) => carrier.isOrigin).map(({ url }) => url),
    carriers: carriers.map(({ url }) => url),
  };
}

describe("the origin of a story", () => {
  test.each([
    ["is the first one that came, without dates", {}, {}, false],
    [
      "is the first one where the second was published later",
      { published: at(8) },
      { published: at(9) },
      false,
    ],
    [
      "moves to the second where that was published earlier",
      { published: at(9) },
      { published: at(8) },
      true,
    ],
    [
      "stays where the earlier one names the first as its source",
      { published: at(9) },
      { published: at(8), source: "one.example" },
      false,
    ],
    ["moves to the source that the first one names", { source: "two.example" }, {}, true],
    [
      "moves to the source that the first one names, however late",
      { source: "two.example", published: at(8) },
      { published: at(9) },
      true,
    ],
    ["stays where one of them has no date", {}, { published: at(8) }, false],
    [
      "stays where the second's date is in the future",
      { published: "2026-04-01T00:00:00.000Z" },
      { published: "2026-03-20T00:00:00.000Z" },
      false,
    ],
  ])("%s", async (_, saidByOne, saidByTwo, moves) => {
    const [one, two] = [article("one", saidByOne), article("two", saidByTwo)];
    await outlets.admit(one);
    expect(isOrigin(await outlets.admit(two))).toBe(moves);
    expect(await storyOf(one)).toEqual({
      origins: [`https://${moves ? "two" : "one"}.example/a`],
      carriers: ["https://one.example/a", "https://two.example/a"],
    });
  });

  test("moves within one document", async () => {
    const [one, two] = [article("one", { published: at(9) }), article("two", { published: at(8) })];
    const verdicts = await outlets.admitAll([one, two, article("three", { published: at(10) })]);
    expect(verdicts.map(isOrigin)).toEqual([false, true, false]);
    expect((await storyOf(one)).origins).toEqual(["https://two.example/a"]);
  });

  test("is compared with each that comes, in one document", async () => {
    const all = [9, 7, 8].map((hour) => article(`at${hour}`, { published: at(hour) }));
    expect((await outlets.admitAll(all)).map(isOrigin)).toEqual([false, true, false]);
    expect((await storyOf(all[0] as Article)).origins).toEqual(["https://at7.example/a"]);
  });

  test("is compared with each that comes, one after the other", async () => {
    const all = [9, 7, 8, 6].map((hour) => article(`at${hour}`, { published: at(hour) }));
    const verdicts: boolean[] = [];
    for (const one of all) verdicts.push(isOrigin(await outlets.admit(one)));
    expect(verdicts).toEqual([false, true, false, true]);
    expect((await storyOf(all[0] as Article)).origins).toEqual(["https://at6.example/a"]);
  });

  test("stays with the first one where a copy of a copy is older than that copy alone", async () => {
    const more = inventedStory(1, 144).text;
    const first = article("one", { published: at(8) });
    await outlets.admit(first);
    await outlets.admit(article("two", { text: `${DAM.text}\n${more}`, published: at(10) }));
    const third = article("three", { title: "A night in the valley", text: more, published: at(9) });
    expect(await outlets.admit(third)).toMatchObject({ kind: "reprint", relation: { isOrigin: false } });
    expect((await storyOf(first)).origins).toEqual(["https://one.example/a"]);
  });
});

describe("a story that is read", () => {
  test("counts outlets, and publishers: those that name no other one as their source", async () => {
    const first = article("one");
    await outlets.admit(first);
    await outlets.admit(article("two", { source: "one.example" }));
    await outlets.admit(article("three"));
    await outlets.admit(article("three", { text: `${DAM.text}\nIt rained.` }));
    const story = await readStory(server.redis, arrivalOf(first).itemId);
    expect([story?.outlets, story?.publishers]).toEqual([3, 2]);
    expect(story?.carriers.map(({ event }) => event)).toEqual(["new", "reprint", "reprint", "revision"]);
    expect(story?.carriers.at(-1)?.differs).toMatchObject({ title: false, figures: 0 });
  });

  test("is none where nobody else carried the item", async () => {
    const lone = article("one");
    await outlets.admit(lone);
    expect(await readStory(server.redis, arrivalOf(lone).itemId)).toBeNull();
  });

  test("is listed with the most carried first", async () => {
    // Of one epoch that lasts as long as anybody may run this.
    const ever = startAdmissions(server.redis, { windowDays: 36_500 });
    for (const [n, outlet] of ["0 one", "1 one", "0 two", "1 two", "1 three"].map((pair) => pair.split(" ")))
      await ever.admit(article(outlet ?? "", { ...inventedStory(Number(n)), path: n ?? "" }));
    const [less, more] = ["0", "1"].map((path) => arrivalOf(article("one", { path })).itemId);
    expect(await listStories(server.redis, 36_500, 10)).toEqual([more, less]);
    expect(await listStories(server.redis, 36_500, 1)).toEqual([more]);
  });
});
