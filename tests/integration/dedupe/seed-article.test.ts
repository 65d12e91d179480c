import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Redis } from "ioredis";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type IndexKeys, indexKeys } from "../../../src/redis/keys.ts";
import { readStory } from "../../../src/dedupe/stories/story-reader.ts";
import { startAdmissions } from "../../support/admissions.ts";
import { type Article, arrivalOf } from "../../support/articles.ts";
import { cutOff, misread, typographic } from "../../support/news.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

/** Kept beside the project: it is not ours to publish. */
const FILE = join(import.meta.dirname, "../../../../shared/seed/globalsecurity-presstv-2021-05-03.txt");
const isThere = existsSync(FILE);
if (!isThere) console.warn(`the seed article is not there, so nothing is tested with it: ${FILE}`);

const COPY = isThere ? readFileSync(FILE, "utf8") : "";
/** Banner, section, byline, headline, byline, date; then the article; then the invitation to the mailing list. */
const blocks = COPY.trim().split(/\n\s*\n/);
const [TITLE = "", ...PARAGRAPHS] = [blocks[3], ...blocks.slice(6, -1)].map((block) => block ?? "");
const BODY = PARAGRAPHS.join("\n");
const sentences = BODY.split(/(?<=[.!?]"?)\s+/);

const original: Article = {
  outlet: "presstv.com",
  title: TITLE,
  text: BODY,
  published: "2021-05-03T11:13:00.000Z",
};
const copies: Article[] = [
  { outlet: "globalsecurity.org", title: TITLE, text: COPY, published: "2021-05-03T15:43:00.000Z" },
  { outlet: "cut.example", title: TITLE, text: cutOff(BODY, 60), published: "2021-05-03T16:00:00.000Z" },
  {
    outlet: "headline.example",
    title: "Moscow hears a change of tone from the White House on arms talks",
    text: `MOSCOW, May 3 (Press TV) - ${BODY}`,
    published: "2021-05-03T17:00:00.000Z",
  },
  {
    outlet: "summary.example",
    title: `${TITLE} - Iran Press TV`,
    text: sentences.slice(0, 2).join(" "),
    published: "2021-05-03T18:00:00.000Z",
  },
  {
    outlet: "misread.example",
    title: TITLE,
    text: misread(typographic(BODY)),
    published: "2021-05-03T19:00:00.000Z",
  },
];

/** The same facts in words of our own. */
const independent: Article = {
  outlet: "independent.example",
  title: "Kremlin sees room for nuclear arms talks, but not at any price",
  published: "2021-05-03T20:00:00.000Z",
  text: [
    "Moscow is open to a new round of arms control talks and believes that the White House may want one as well, its chief diplomatic spokeswoman said at the start of the week.",
    "Maria Zakharova gave no date. What the two sides would put on the table is unclear, she admitted, and Russia will raise the shield against rockets that America is building, a project which it has resented for two decades.",
    "Her remarks came after weeks in which relations went from bad to worse. The American president had called Vladimir Putin a killer on television; ambassadors packed their bags, sanctions followed, and each capital threw out ten envoys of the other.",
    "Sergei Lavrov, the foreign minister, compared the mood with that of the seventies and found those years more polite.",
    "The generals in Washington meanwhile count on 31 additional rockets in Alaska and on a budget of 18 billion dollars for what is to replace them.",
  ].join("\n"),
};

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((first, at) => permutations(list.toSpliced(at, 1)).map((rest) => [first, ...rest]));
}

/** Orders that are tried at once. */
const AT_ONCE = 24;

interface Outcome {
  order: string;
  stories: number;
  /** Outlet of what was taken for the origin in the end. */
  origin: string;
  /** What the independent report was. */
  report: string;
}

/** What comes of the copies in this order, and of the report, which comes at this place among them. */
async function outcome(
  redis: Redis,
  order: readonly Article[],
  place: number,
  keys: IndexKeys,
): Promise<Outcome> {
  const outlets = startAdmissions(redis, { keys });
  let report = "";
  for (const [at, article] of order.toSpliced(place, 0, independent).entries()) {
    const { kind } = await outlets.admit(article, at / 1_000);
    if (article === independent) report = kind;
  }
  const told = (await outlets.events()).filter(({ item }) => !item.url?.includes(independent.outlet));
  const origin = told.findLast(({ item }) => item.relation?.isOrigin) ?? told[0];
  return {
    order: order.map(({ outlet }) => outlet).join(", "),
    stories: new Set(told.map(({ story }) => story)).size,
    origin: new URL(origin?.item.url ?? "").hostname,
    report,
  };
}

describe.skipIf(!isThere)("the seed article", () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startTestRedis();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  test("is read as it was meant", () => {
    expect(TITLE).toMatch(/^Russia ready/);
    expect(PARAGRAPHS).toHaveLength(17);
    expect(BODY).toMatch(/^Russia says it is ready[^]*deficit of it now\."$/);
    expect(copies[4]?.text).toMatch(/â€œWe are not yet/);
  });

  test("is one story that comes from Press TV, in whatever order its copies come", {
    timeout: 120_000,
  }, async () => {
    const orders = permutations([original, ...copies]);
    const outcomes: Outcome[] = [];
    for (let start = 0; start < orders.length; start += AT_ONCE) {
      const some = orders.slice(start, start + AT_ONCE).map((order, at) => {
        const number = start + at;
        return outcome(server.redis, order, number % 7, indexKeys(`{wf:order:${number}}`));
      });
      outcomes.push(...(await Promise.all(some)));
      await server.redis.flushall();
    }
    expect(outcomes).toHaveLength(720);
    const wrong = outcomes.filter(
      ({ stories, origin, report }) => stories !== 1 || origin !== original.outlet || report !== "new",
    );
    expect(wrong).toEqual([]);
  });

  test.each([...copies.keys()])(
    "is read as a story of six outlets that comes from Press TV: after %d copies",
    async (place) => {
      await server.redis.flushall();
      const outlets = startAdmissions(server.redis);
      const order = copies.toSpliced(place, 0, original);
      for (const article of order) await outlets.admit(article);
      const [first] = order;
      const story = first && (await readStory(server.redis, arrivalOf(first).itemId));
      expect([story?.outlets, story?.publishers]).toEqual([6, 6]);
      expect(story?.carriers.filter(({ isOrigin }) => isOrigin).map(({ url }) => url)).toEqual([
        "https://presstv.com/a",
      ]);
    },
  );
});
