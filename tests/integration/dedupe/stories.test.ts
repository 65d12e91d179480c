import { beforeEach, describe, expect, test } from "vitest";
import { type Admissions, startAdmissions } from "../../support/admissions.ts";
import { type Article, arrivalOf } from "../../support/articles.ts";
import { inventedStory } from "../../support/invented-stories.ts";
import { cutOff, DAM } from "../../support/news.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let outlets: Admissions;

beforeEach(() => {
  outlets = startAdmissions(server.redis);
});

const OWN: Article = { outlet: "first.example", ...DAM };
const COPY: Article = { ...OWN, outlet: "second.example" };
const THIRD: Article = { ...OWN, outlet: "third.example" };

const storiesTold = async (): Promise<number> =>
  new Set((await outlets.events()).map(({ story }) => story)).size;

describe("an article and its reprint", () => {
  test.each([
    ["the article first", OWN, COPY],
    ["the reprint first", COPY, OWN],
  ])(
    "%s: the one that came second is told as a reprint, in the story of the first",
    async (_, one, other) => {
      expect(await outlets.admit(one)).toMatchObject({ kind: "new" });
      expect(await outlets.admit(other)).toMatchObject({
        kind: "reprint",
        relation: { of: arrivalOf(one).itemId, matchedBy: "text", score: 1, isOrigin: false },
      });
      expect(await outlets.told()).toEqual([
        `new https://${one.outlet}/a`,
        `reprint https://${other.outlet}/a`,
      ]);
      expect(await storiesTold()).toBe(1);
    },
  );

  test("in one document, in its order", async () => {
    const [first, second, third] = await outlets.admitAll([OWN, COPY, THIRD]);
    expect([first?.kind, second?.kind, third?.kind]).toEqual(["new", "reprint", "reprint"]);
    expect((await outlets.told()).map((line) => line.split("/")[2])).toEqual(
      [OWN, COPY, THIRD].map(({ outlet }) => outlet),
    );
    expect(await storiesTold()).toBe(1);
  });

  test("in one document with many others", async () => {
    const others = Array.from(
      { length: 40 },
      (_, n): Article => ({ outlet: `o${n}.example`, ...inventedStory(n) }),
    );
    const verdicts = await outlets.admitAll([OWN, ...others, COPY]);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["new", ...others.map(() => "new"), "reprint"]);
  });

  test("a week apart, in another of the index's epochs", async () => {
    await outlets.admit(OWN, 0);
    for (const [at, days] of [7, 14].entries())
      expect(await outlets.admit({ ...COPY, outlet: `c${at}.example` }, days)).toMatchObject({
        kind: "reprint",
      });
  });

  test("whose original fell out of the window of 14 days is new", async () => {
    await outlets.admit(OWN);
    expect(await outlets.admit(COPY, 14.01)).toEqual({ kind: "new", story: arrivalOf(COPY).itemId });
    expect(await outlets.admit(THIRD, 15)).toMatchObject({
      kind: "reprint",
      relation: { of: arrivalOf(COPY).itemId },
    });
  });
});

describe("an entry that has changed", () => {
  const changed = {
    ...OWN,
    title: "Orlo dam: valley is empty",
    text: DAM.text.replace("31 people", "38 people"),
  };

  test("is told as a revision under its own id, with what has changed", async () => {
    await outlets.admit(OWN);
    expect(await outlets.admit(changed)).toMatchObject({
      kind: "revision",
      relation: {
        of: arrivalOf(OWN).itemId,
        matchedBy: "guid",
        differs: { title: true, figures: 1, date: false },
      },
    });
    const [first, second] = await outlets.events();
    expect([second?.item.id, second?.story, second?.event]).toEqual([
      first?.item.id,
      first?.story,
      "revision",
    ]);
    expect(second?.id).not.toBe(first?.id);
  });

  test("and changes back and forth is told once", async () => {
    for (const version of [OWN, changed, OWN, changed, changed, OWN]) await outlets.admit(version);
    expect(await outlets.told()).toEqual(["new https://first.example/a", "revision https://first.example/a"]);
  });

  test("and has neither a long title nor a text is told once too", async () => {
    const short = { ...OWN, title: "Quake", text: null };
    for (const title of ["Quake", "Quakes", "Quake", "Quakes", "Quake"])
      await outlets.admit({ ...short, title });
    expect((await outlets.told()).length).toBe(2);
  });

  test("in nothing but its quotes is not told", async () => {
    await outlets.admit(OWN);
    expect(await outlets.admit({ ...OWN, text: DAM.text.replaceAll('"', "”") })).toMatchObject({
      kind: "duplicate",
      isOwn: true,
    });
    expect((await outlets.told()).length).toBe(1);
  });

  test("after its reprint is a revision in the same story, and so is the reprint that follows", async () => {
    await outlets.admit(OWN);
    await outlets.admit(COPY);
    expect(await outlets.admit(changed)).toMatchObject({ kind: "revision", relation: { matchedBy: "guid" } });
    expect(await outlets.admit({ ...changed, outlet: COPY.outlet })).toMatchObject({ kind: "revision" });
    expect(await storiesTold()).toBe(1);
  });
});

describe("an outlet's own copy under another address", () => {
  test("tells nothing where it says the same", async () => {
    await outlets.admit(OWN);
    expect(await outlets.admit({ ...OWN, path: "b" })).toEqual({
      kind: "duplicate",
      of: arrivalOf(OWN).itemId,
      matchedBy: "text",
      score: 1,
      isOwn: false,
    });
    expect((await outlets.told()).length).toBe(1);
  });

  test("is known from then on as the item that it is a copy of", async () => {
    await outlets.admit(OWN);
    await outlets.admit({ ...OWN, path: "b" });
    expect(await outlets.admit({ ...OWN, path: "b", text: `${DAM.text}\nIt rained.` })).toMatchObject({
      kind: "revision",
      relation: { of: arrivalOf(OWN).itemId },
    });
    expect((await outlets.events()).map(({ item }) => item.id)).toEqual(Array(2).fill(arrivalOf(OWN).itemId));
  });

  test("in one document tells nothing", async () => {
    const verdicts = await outlets.admitAll([OWN, { ...OWN, path: "b" }]);
    expect(verdicts.map(({ kind }) => kind)).toEqual(["new", "duplicate"]);
  });
});

describe("a summary and the full text", () => {
  const summary = cutOff(DAM.text, 30);

  test.each([
    ["summary first, in another outlet", { ...COPY, text: summary }, OWN, "reprint"],
    ["full text first, in another outlet", OWN, { ...COPY, text: summary }, "reprint"],
    ["summary first, in the same outlet", { ...OWN, path: "b", text: summary }, OWN, "revision"],
    ["full text first, in the same outlet", OWN, { ...OWN, path: "b", text: summary }, "duplicate"],
  ])("%s, are one story", async (_, one, other, kind) => {
    await outlets.admit(one);
    expect((await outlets.admit(other)).kind).toBe(kind);
    expect(await storiesTold()).toBe(1);
  });
});

test("a copy that is like a copy, and not like the first, joins the story of the first", async () => {
  const [more, foreign] = [inventedStory(1, 144).text, inventedStory(2, 96).text];
  const first = { ...OWN, title: "Crack opens in the wall of Orlo dam" };
  const second = { ...COPY, title: "What the shepherd heard at Orlo", text: `${DAM.text}\n${more}` };
  const third = { ...THIRD, title: "A night in the valley of the dam", text: `${more}\n${foreign}` };
  const verdicts = [await outlets.admit(first), await outlets.admit(second), await outlets.admit(third)];
  expect(verdicts[2]).toMatchObject({ kind: "reprint", relation: { of: arrivalOf(second).itemId } });
  expect(new Set(verdicts.map((verdict) => "story" in verdict && verdict.story))).toEqual(
    new Set([arrivalOf(first).itemId]),
  );
});

test("an independent report is a story of its own", async () => {
  await outlets.admit(OWN);
  const text =
    "In the Orlo valley thousands left their homes when the wall of the dam gave way a little. No one was hurt.";
  expect((await outlets.admit({ ...COPY, title: "Thousands leave homes", text })).kind).toBe("new");
});
