import { afterAll, beforeAll, expect, test } from "vitest";
import { ExtractError } from "../../src/errors.ts";
import type { FetchedDocument } from "../../src/model.ts";
import { createExtractor, type Extractor } from "../../workers/extractor-pool.ts";

const PROSE =
  "The harbour council voted on Tuesday to close the northern quay to freight until the end of the year.";

const pageOf = (html: string): FetchedDocument => ({
  url: "https://site.example/a",
  body: Buffer.from(html),
  contentType: "text/html",
  etag: null,
  lastModified: null,
  link: null,
});
const GOOD = pageOf(`<article><h1>Quay closed</h1><p>${PROSE}</p></article>`);

let extractor: Extractor;
beforeAll(() => {
  extractor = createExtractor();
});
afterAll(() => extractor.stop());

const extract = (page: FetchedDocument) => extractor.extract(page, { zone: null });

test("reads pages that come at once, each its own", async () => {
  const pages = Array.from({ length: 20 }, (_, at) => pageOf(`<p>${at} ${PROSE}</p>`));
  const articles = await Promise.all(pages.map(extract));
  expect(articles.map(({ text }) => text)).toEqual(pages.map((_, at) => `${at} ${PROSE}`));
});

test("a page that is none is refused with an error of the extractor's own class", async () => {
  const refused = extract({ ...GOOD, contentType: "application/pdf" });
  await expect(refused).rejects.toBeInstanceOf(ExtractError);
  await expect(refused).rejects.toMatchObject({ code: "PAGE_NOT_HTML" });
});

const attributes = Array.from({ length: 1_000_000 }, (_, at) => `a${at}=1`).join(" ");

test.each([
  ["nested elements", "<div>".repeat(100_000)],
  ["formatting that is never closed", "<b><i><p>".repeat(20_000)],
  ["nested tables", "<table><tr><td>".repeat(20_000)],
  ["links that are never closed", "<a href=x>word ".repeat(200_000)],
  ["a million attributes", `<p ${attributes}>word</p>`],
  ["deep JSON-LD", `<script type="application/ld+json">${'{"@graph":['.repeat(100_000)}</script>`],
  ["a word of five megabytes", `<p>${"x".repeat(5_000_000)}</p>`],
  ["nothing but spaces", `<title>${" ".repeat(300_000)}</title><h1>${" ".repeat(300_000)}</h1>`],
])("a hostile page comes to an end, and the next one is read: %s", { timeout: 20_000 }, async (_, html) => {
  const outcome = await extract(pageOf(html)).catch((error: unknown) => error);
  // An article or a refusal; anything else is a fault of ours.
  expect(outcome instanceof Error && !(outcome instanceof ExtractError)).toBe(false);
  expect((await extract(GOOD)).text).toBe(PROSE);
});

/** Takes a second or so, and some hundred megabytes. */
const HEAVY = pageOf("<a href=x>word ".repeat(200_000));

test.each([
  ["time", { deadline: 1, memory: 256, pages: 2_000 }, "PAGE_TOO_SLOW"],
  ["memory", { deadline: 60_000, memory: 24, pages: 2_000 }, "PAGE_TOO_BIG"],
])(
  "a page that takes too much %s is refused, and its thread replaced",
  { timeout: 60_000 },
  async (_, limits, code) => {
    const strict = createExtractor(limits);
    const started = countThreads();
    try {
      for (const threads of [1, 2]) {
        await expect(strict.extract(HEAVY, { zone: null })).rejects.toMatchObject({
          name: "ExtractError",
          code,
        });
        expect(started.count).toBe(threads);
      }
    } finally {
      started.stop();
      await strict.stop();
    }
  },
);

test("a thread is replaced after its last page", async () => {
  const short = createExtractor({ deadline: 3_000, memory: 256, pages: 2 });
  const started = countThreads();
  try {
    for (const threads of [1, 1, 2, 2, 3]) {
      expect((await short.extract(GOOD, { zone: null })).text).toBe(PROSE);
      expect(started.count).toBe(threads);
    }
  } finally {
    started.stop();
    await short.stop();
  }
});

/** Threads that this process starts from now on. */
function countThreads() {
  const seen = { count: 0, stop: () => process.off("worker", add) };
  const add = (): void => void seen.count++;
  process.on("worker", add);
  return seen;
}

test("after its end it reads nothing, and whoever waits is told", async () => {
  const ending = createExtractor();
  const outcomes = Promise.allSettled(Array.from({ length: 9 }, () => ending.extract(GOOD, { zone: null })));
  await ending.stop();
  expect((await outcomes).map(({ status }) => status)).toEqual(Array.from({ length: 9 }, () => "rejected"));
  await expect(ending.extract(GOOD, { zone: null })).rejects.toThrow("has ended");
});
