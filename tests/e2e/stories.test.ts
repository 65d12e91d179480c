import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { featuresOf } from "../../src/dedupe/identity/features.ts";
import { identify } from "../../src/dedupe/identity/identity.ts";
import { createItemIndex } from "../../src/dedupe/item-index.ts";
import { inventedStory } from "../support/invented-stories.ts";
import { anArrival, anEntry } from "../support/items.ts";
import { openWorkplace, type Workplace } from "../support/wirefold.ts";

let place: Workplace;

beforeAll(() => {
  place = openWorkplace();
});
afterAll(() => place[Symbol.asyncDispose]());

const line = (id: string, story: number, said: object = {}): string => {
  const { title, text } = inventedStory(story);
  const url = `https://${id}.example/a`;
  return JSON.stringify({
    id,
    url,
    guid: id,
    feed: `f-${id}`,
    title,
    content: text,
    published: "2026-03-01T12:00:00Z",
    ...said,
  });
};
const judge = async (...lines: string[]) =>
  place.run(["dedupe", place.file("items.jsonl", lines.join("\n"))]);

describe("wirefold dedupe", () => {
  test("prints a verdict a line, in the ids of the file, and leaves nothing in Redis", async () => {
    const { code, stdout, stderr } = await judge(
      line("one", 1),
      line("two", 2),
      line("copy", 1),
      "",
      line("copy-of-copy", 1),
      line("one", 1, { content: `${inventedStory(1).text} Then the gate was shut for 12 hours.` }),
    );
    expect([code, stderr.includes("Error")]).toEqual([0, false]);
    const verdicts = stdout
      .trim()
      .split("\n")
      .map((text) => JSON.parse(text) as object);
    expect(verdicts).toMatchObject([
      { id: "one", verdict: "new", story: "one", of: null },
      { id: "two", verdict: "new", story: "two", of: null },
      { id: "copy", verdict: "reprint", story: "one", of: "one", matchedBy: "text", score: 1 },
      { id: "copy-of-copy", verdict: "reprint", story: "one", matchedBy: "text" },
      { id: "one", verdict: "revision", story: "one", of: "one", matchedBy: "guid" },
    ]);
    const redis = await (await keepRunning()).redis();
    expect(await redis.keys("*dedupe*")).toEqual([]);
  });

  test.each([
    ["no JSON", "{", /^wirefold: .*items\.jsonl:2: not JSON/],
    ["no id", "{}", /^wirefold: .*items\.jsonl:2: id: /],
    [
      "a date that is none",
      line("x", 1, { published: "yesterday" }),
      /^wirefold: .*items\.jsonl:2: published: /,
    ],
  ])("names the line that has %s", async (_, bad, message) => {
    const { code, stdout, stderr } = await judge(line("one", 1), bad);
    expect(code).toBe(2);
    expect(stderr.split("\n").find((text) => text.includes("items.jsonl:2"))).toMatch(message);
    expect(stdout.trim().split("\n")).toHaveLength(1);
  });

  test("says which file cannot be read", async () => {
    const { code, stderr } = await place.run(["dedupe", "nowhere.jsonl"]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("nowhere.jsonl: ENOENT")]);
  });
});

/** A command ends its private Redis with itself; a service keeps it. */
async function keepRunning(): Promise<Workplace> {
  const service = place.start(["run", "--role", "relay"]);
  await service.logged(({ msg }) => msg === "ready");
  return place;
}

describe("wirefold stories", () => {
  test("lists the stories of several items, and shows who carries one and what differs", async () => {
    const redis = await (await keepRunning()).redis();
    const { title, text } = inventedStory(7);
    for (const outlet of ["first", "second", "third"]) {
      const url = `https://${outlet}.example/7`;
      const entry = anEntry({ guid: outlet, url, title });
      const identities = identify(outlet, "guid", [featuresOf({ entry, canonicalUrl: url }, new Set())]);
      const said = { guid: outlet, url, title: outlet === "third" ? `Update: ${title} again` : title, text };
      await createItemIndex(redis).admit(
        outlet,
        identities.map((one) => anArrival(one, said)),
        null,
        new Date(),
      );
    }
    const [story] = (await place.run(["stories", "--json"])).stdout
      .trim()
      .split("\n")
      .map((one) => JSON.parse(one) as { id: string });
    expect(story).toMatchObject({
      outlets: 3,
      publishers: 3,
      carriers: [{ event: "new" }, { event: "reprint" }, { event: "reprint" }],
    });
    expect((await place.run(["stories"])).stdout).toMatch(
      new RegExp(`^3 +3 +3 +${story?.id} +${title}`, "m"),
    );
    const shown = await place.run(["stories", story?.id ?? ""]);
    expect(shown.stdout).toMatch(/^new +origin .*https:\/\/first\.example\/7$/m);
    expect(shown.stdout).toMatch(/^reprint .* 100 % +0 % +0 +\(same\) +https:\/\/second\.example\/7$/m);
    expect(shown.stdout).toMatch(/^reprint .* again +https:\/\/third\.example\/7$/m);
    expect(shown.stdout).toContain("3 items of 3 outlets, 3 of them name no other source");
    expect(await place.run(["stories", "nothing"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no such story of several items: nothing") as string,
    });
  });
});
