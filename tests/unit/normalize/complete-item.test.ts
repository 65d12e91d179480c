import { describe, expect, test } from "vitest";
import type { Article } from "../../../src/article.ts";
import type { Item } from "../../../src/item.ts";
import { completeItem, withoutPage } from "../../../src/normalize/complete-item.ts";
import { anItem } from "../../support/items.ts";

const READ_AT = new Date("2026-03-01T12:05:00Z");
const ARTICLE: Article = {
  url: "https://site.example/a/final",
  canonicalUrl: null,
  title: "A title on the page",
  authors: ["P. Writer"],
  published: {
    value: "2026-03-01T09:30:00.000Z",
    from: "json-ld datePublished",
    precision: "minute",
    zoneAssumed: null,
  },
  updated: null,
  section: "World",
  lang: null,
  image: "https://site.example/a.jpg",
  text: "The whole article, which is much longer than what the feed says of it. CVE-2026-1234 is mentioned.",
  from: {
    text: "page",
    authors: "json-ld author",
    published: "json-ld datePublished",
    section: "meta article:section",
    image: "meta og:image",
  },
  isPaywalled: false,
  clues: { head: [], headline: -1, logos: [], opening: [], closing: [], bylines: [], sources: [] },
};
/** Of the item, and where they stood. */
const FIELDS = {
  text: "page",
  authors: "json-ld author",
  published: "json-ld datePublished",
  sections: "meta article:section",
  media: "meta og:image",
};
const complete = (item: Partial<Item> = {}, article: Partial<Article> = {}): Item =>
  completeItem(
    { ...anItem({ url: "https://site.example/a" }), ...item },
    { ...ARTICLE, ...article },
    READ_AT,
  );

describe("an item with its page", () => {
  test("says what the page says and the feed does not, and where it stood", () => {
    const bare = {
      authors: [],
      sections: [],
      media: [],
      published: null,
      publishedFrom: null,
      text: "Short.",
    };
    expect(complete(bare)).toMatchObject({
      text: ARTICLE.text,
      authors: ["P. Writer"],
      sections: ["World"],
      media: [{ url: "https://site.example/a.jpg", type: null, length: null }],
      published: "2026-03-01T09:30:00.000Z",
      publishedFrom: "page json-ld datePublished",
      publishedPrecision: "minute",
      ids: ["CVE-2026-1234"],
      page: { url: ARTICLE.url, readAt: READ_AT.toISOString(), refusal: null, fields: FIELDS },
    });
  });

  test("keeps what the feed says", () => {
    const said = {
      title: "The feed's title",
      authors: ["F. Eed"],
      sections: ["Politics"],
      published: "2026-02-28T10:00:00.000Z",
      publishedPrecision: "second" as const,
    };
    expect(complete(said)).toMatchObject(said);
  });

  test("keeps the feed's text where the page has far less of it", () => {
    const text = "x".repeat(1_000);
    const item = complete({ text });
    expect(item.text).toBe(text);
    expect(item.page?.fields).not.toHaveProperty("text");
  });

  test("takes the time of a day that the feed names, and of no other day", () => {
    const day = (published: string): Item => complete({ published, publishedPrecision: "day" });
    expect(day("2026-03-01T00:00:00.000Z").published).toBe("2026-03-01T09:30:00.000Z");
    expect(day("2026-02-27T00:00:00.000Z").published).toBe("2026-02-27T00:00:00.000Z");
  });
});

test("an item whose page was given up on is as its feed has it, and says why", () => {
  const item = anItem({ url: "https://site.example/a" });
  expect(withoutPage(item, "robots")).toEqual({
    ...item,
    page: { url: item.url, readAt: null, refusal: "robots", fields: {} },
  });
});
