import { beforeEach, describe, expect, test } from "vitest";
import { type Admissions, startAdmissions } from "../../support/admissions.ts";
import type { Article } from "../../support/articles.ts";
import { inventedStory } from "../../support/invented-stories.ts";
import { DAM } from "../../support/news.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let outlets: Admissions;

beforeEach(() => {
  outlets = startAdmissions(server.redis);
});

/** As long as a short text, so that texts between them look the same. */
const BANNER = [
  "UNITED24 - Make a charitable donation in support of those who live below the dam, who have nothing left now!",
  "Home, news, sport, opinion, video and weather, and whatever else a reader of our paper may have come here for",
].join("\n");
const FOOTER =
  "Join the mailing list of this paper, follow us wherever you are, and never miss a story from the valley again";

const framed = (n: number, text: string): Article => ({
  outlet: "first.example",
  path: String(n),
  title: inventedStory(n).title,
  text: `${BANNER}\n${text}\n${FOOTER}`,
});
const sentence = (n: number): string => inventedStory(n, 24).text;

/** How often lines of an outlet's texts were seen, the most frequent first. */
const counts = async (): Promise<number[]> => {
  const [key] = await server.redis.keys("{wf}:lines:*:first.example");
  return key ? (await server.redis.hvals(key)).map(Number).toSorted((a, b) => b - a) : [];
};

describe("an outlet's banner and footer", () => {
  test("make no story of its first texts, and are known from the third on", async () => {
    for (const n of [1, 2, 3, 4, 5]) expect((await outlets.admit(framed(n, sentence(n)))).kind).toBe("new");
    expect((await counts()).slice(0, 4)).toEqual([5, 5, 5, 1]);
  });

  test("are known within one document", async () => {
    const verdicts = await outlets.admitAll([1, 2, 3, 4].map((n) => framed(n, sentence(n))));
    expect(verdicts.map(({ kind }) => kind)).toEqual(["new", "new", "new", "new"]);
  });

  test("once known, do not hide that a text is a copy", async () => {
    for (const n of [1, 2]) await outlets.admit(framed(n, sentence(n)));
    const { text } = inventedStory(3);
    await outlets.admit({ outlet: "second.example", title: "What a shepherd heard", text });
    expect(await outlets.admit({ ...framed(3, text), title: "In the valley" })).toMatchObject({
      kind: "reprint",
      relation: { score: 1, differs: { title: true, text: 0 } },
    });
  });

  test("that are taken for furniture later change nothing about an entry that was told with them", async () => {
    const first = framed(1, sentence(1));
    await outlets.admit(first);
    for (const n of [2, 3, 4]) await outlets.admit(framed(n, sentence(n)));
    expect((await outlets.admit({ ...first, text: `${first.text} ` })).kind).toBe("duplicate");
    expect(
      (await outlets.admit({ ...first, text: (first.text ?? "").replace(FOOTER, `${FOOTER}!`) })).kind,
    ).toBe("duplicate");
  });
});

describe("no furniture is", () => {
  const own = { outlet: "first.example", ...DAM };

  test("what an entry says that comes again, however often", async () => {
    for (let round = 0; round < 5; round++) await outlets.admit(own);
    expect(Math.max(...(await counts()))).toBe(1);
  });

  test("what an outlet's copies of one text have in common", async () => {
    for (const path of ["a", "b", "c", "d"])
      await outlets.admit({ ...own, path, text: `${DAM.text}\nIt rained on ${path.repeat(9)}.` });
    expect(Math.max(...(await counts()))).toBe(1);
  });

  test("what versions of an entry have in common", async () => {
    for (const end of ["a", "b", "c", "d"])
      await outlets.admit({ ...own, text: `${DAM.text}\n${end} rained.` });
    expect(Math.max(...(await counts()))).toBe(1);
  });

  test("what another outlet puts around its texts", async () => {
    for (const n of [1, 2, 3]) await outlets.admit({ ...framed(n, sentence(n)), outlet: "second.example" });
    expect(await counts()).toEqual([]);
  });
});
