import { describe, expect, test } from "vitest";
import type { Item } from "../../../src/item.ts";
import type { Entry, EntryDate, Media } from "../../../src/model.ts";
import { canonicalUrl } from "../../../src/normalize/address/canonical-url.ts";
import { type ItemOrigin, normalizeEntry } from "../../../src/normalize/normalize-entry.ts";
import { anEntry } from "../../support/items.ts";

const ORIGIN: ItemOrigin = {
  id: "a1",
  canonicalUrl: null,
  feed: {
    id: "f1",
    url: "https://site.example/feed.xml",
    title: null,
  },
  document: { title: null, language: null },
  documentUrl: "https://site.example/feed.xml",
  firstSeen: new Date("2026-03-01T12:00:00Z"),
  backfill: false,
};

const normalize = (said: Partial<Entry>, origin: Partial<ItemOrigin> = {}): Item =>
  normalizeEntry(anEntry(said), { ...ORIGIN, ...origin });

test("what an entry does not say stays null: no date is now, no title is the feed's", () => {
  expect(normalize({})).toEqual({
    v: 1,
    id: "a1",
    story: "a1",
    event: "new",
    feed: { id: "f1", url: "https://site.example/feed.xml", title: null },
    url: null,
    canonicalUrl: null,
    guid: null,
    title: null,
    summary: null,
    text: null,
    html: null,
    lang: null,
    langFrom: null,
    published: null,
    publishedFrom: null,
    publishedPrecision: null,
    zoneAssumed: null,
    updated: null,
    firstSeen: "2026-03-01T12:00:00.000Z",
    authors: [],
    publisher: null,
    republisher: null,
    attribution: null,
    sections: [],
    topics: null,
    ids: [],
    media: [],
    backfill: false,
    page: null,
    relation: null,
  });
});

test("what an entry says is in the item", () => {
  const published: EntryDate = {
    value: "2021-05-03T15:43:00.000Z",
    from: "pubDate",
    precision: "minute",
    zoneAssumed: "UTC",
  };
  const item = normalize(
    {
      guid: "g",
      url: "https://site.example/a?utm_source=rss",
      title: "AT&amp;T &lt;3\n <b>you</b>",
      authors: ["Ann  <b>A</b>", " "],
      published,
      updated: { ...published, value: "2021-05-04T00:00:00.000Z" },
      summary: "<p>Short</p><p>text</p>",
      content: "<p>Long</p><p>text</p>",
      categories: ["War &amp; Peace", ""],
      language: "EN_us",
    },
    { canonicalUrl: "https://site.example/a", backfill: true },
  );
  expect(item).toMatchObject({
    guid: "g",
    url: "https://site.example/a?utm_source=rss",
    canonicalUrl: "https://site.example/a",
    title: "AT&T <3 you",
    authors: ["Ann A"],
    published: "2021-05-03T15:43:00.000Z",
    publishedFrom: "pubDate",
    publishedPrecision: "minute",
    zoneAssumed: "UTC",
    updated: "2021-05-04T00:00:00.000Z",
    summary: "Short text",
    text: "Long\ntext",
    html: "<p>Long</p><p>text</p>",
    sections: ["War & Peace"],
    lang: "en-US",
    langFrom: "entry",
    backfill: true,
  });
});

test("the same entry gives the same item, and is not changed", () => {
  const entry = Object.freeze(
    anEntry({ guid: "g", title: "A", summary: "<p>B</p>", authors: ["Ann"], categories: ["x"], media: [] }),
  );
  expect(normalizeEntry(entry, ORIGIN)).toEqual(normalizeEntry(entry, ORIGIN));
  expect(JSON.stringify(normalizeEntry(entry, ORIGIN))).toBe(JSON.stringify(normalizeEntry(entry, ORIGIN)));
});

describe("the body", () => {
  test("is the summary where there is no content", () => {
    expect(normalize({ summary: "<p>A</p>" })).toMatchObject({ summary: "A", text: "A", html: "<p>A</p>" });
  });

  test("gives no summary where the feed has none", () => {
    expect(normalize({ content: "<p>A</p>" })).toMatchObject({ summary: null, text: "A" });
  });

  test.each(["<p> </p>", "<script>x</script>", "&nbsp;"])("of nothing to read is no text: %s", (content) => {
    expect(normalize({ content, summary: content })).toMatchObject({ text: null, summary: null });
  });

  test("has its relative addresses resolved against the article, else the document", () => {
    const content = '<a href="b">x</a>';
    const article = normalize({ content }, { canonicalUrl: "https://site.example/2021/a" });
    expect(article.html).toBe('<a href="https://site.example/2021/b">x</a>');
    expect(normalize({ content }).html).toBe('<a href="https://site.example/b">x</a>');
  });
});

describe("a summary", () => {
  const words = "lorem ipsum ".repeat(60).trim();

  test("of 500 characters is left alone", () => {
    const text = "x".repeat(500);
    expect(normalize({ summary: text }).summary).toBe(text);
  });

  test("that is longer ends at a word", () => {
    const { summary } = normalize({ summary: words });
    expect(summary).toMatch(/^(lorem ipsum )+(lorem|ipsum)…$|^(lorem ipsum )+…$/);
    expect(summary?.length).toBeGreaterThan(450);
    expect(summary?.length).toBeLessThanOrEqual(501);
    expect(words.startsWith(summary?.slice(0, -1) ?? "?")).toBe(true);
  });

  test.each(["", "x"])("without words is cut all the same, and never inside a character", (start) => {
    const { summary } = normalize({ summary: start + "😀".repeat(400) });
    expect(summary).toMatch(/😀…$/u);
    expect(summary?.isWellFormed()).toBe(true);
  });
});

describe("the language", () => {
  test.each([
    ["of the entry goes before the feed's", "de", "en", "de", "entry"],
    ["of the feed serves where the entry has none", null, "en-us", "en-US", "feed"],
    ["of the feed serves where the entry's is none", "German", "en", "en", "feed"],
    ["is unknown where neither is one", "x", "English", null, null],
  ] as const)("%s", (_, own, inherited, lang, langFrom) => {
    const item = normalize({ language: own }, { document: { title: null, language: inherited } });
    expect(item).toMatchObject({ lang, langFrom });
  });

  test.each(["title", "summary", "content"])("of the feed yields to that of the %s", (member) => {
    const russian = "<b>Специалисты</b> обнаружили новый загрузчик, который атакует российские банки";
    const item = normalize({ [member]: russian }, { document: { title: null, language: "en" } });
    expect(item).toMatchObject({ lang: "ru", langFrom: "text" });
  });
});

describe("the title of the feed", () => {
  const document = { title: "Site &amp; <b>more</b>", language: null };

  test("is the operator's, as written", () => {
    const feed = { ...ORIGIN.feed, title: "Mine &amp; <b>" };
    expect(normalize({}, { feed, document }).feed.title).toBe("Mine &amp; <b>");
  });

  test("is else the document's, as text", () => {
    expect(normalize({}, { document }).feed.title).toBe("Site & more");
  });
});

test("an address that is none of the web is not published", () => {
  expect(normalize({ url: "javascript:alert(1)" })).toMatchObject({ url: null, canonicalUrl: null });
});

test("only media of the web are published", () => {
  const media = ["https://a.example/b", "data:audio/mpeg,x", "/relative", "HTTP://a.example/c"].map(
    (url) => ({
      url,
      type: null,
      length: null,
    }),
  );
  expect(normalize({ media }).media.map(({ url }) => url)).toEqual([
    "https://a.example/b",
    "HTTP://a.example/c",
  ]);
});

describe("the title", () => {
  test.each([
    ["XSS via &lt;script&gt; tag in <b>WordPress</b>", "XSS via <script> tag in WordPress"],
    ["Flaw in std::vector<int>", "Flaw in std::vector<int>"],
    ["Open<em>SSL</em>", "OpenSSL"],
    ["One<br/>two", "One two"],
    ["5 < 6 &amp; 7 > 6", "5 < 6 & 7 > 6"],
    [" two\n lines ", "two lines"],
    ["a &#27;[31mred&#27;[0m\u0007 bell", "a red bell"],
  ])("%s is %s", (title, line) => {
    expect(normalize({ title }).title).toBe(line);
  });

  test.each(["", "<b></b>", "&nbsp;"])("of nothing to read is none: %s", (title) => {
    expect(normalize({ title }).title).toBeNull();
  });
});

describe("an item stays small, whatever an entry holds", () => {
  const long = "x".repeat(600_000);

  test("in its title, names and lists", () => {
    const item = normalize({
      title: long,
      authors: Array.from({ length: 99 }, (_, at) => `${at}${long}`),
      categories: [long],
      guid: long,
    });
    expect(item.title).toHaveLength(1_024);
    expect(item.authors.map(({ length }) => length)).toEqual(Array.from({ length: 50 }, () => 256));
    expect(JSON.stringify(item).length).toBeLessThan(30_000);
  });

  test("in its text", () => {
    const item = normalize({ content: `<p>${long}</p>` });
    expect(item.text?.length).toBeLessThanOrEqual(500_000);
    expect(item.html?.length).toBeLessThanOrEqual(500_010);
  });

  test("in its links: a long address before thousands of short ones", () => {
    const item = normalize(
      { content: "<a href=x>y</a>".repeat(20_000) },
      { canonicalUrl: `https://a.example/${"b".repeat(4_000)}/` },
    );
    expect(item.html?.length).toBeLessThan(1_500_000);
  });
});

describe("what does not fit is cut between what a reader takes for characters", () => {
  test.each([
    ["a family", "👨\u200D👩\u200D👧\u200D👦"],
    ["a flag", "🇩🇪"],
    ["a letter with marks", "e\u0301\u0323"],
    ["a syllable", "क्षि"],
  ])("%s", (_, character) => {
    for (let before = 0; before < character.length; before++) {
      const title = normalize({ title: "x".repeat(before) + character.repeat(1_024) }).title ?? "";
      expect(title.length).toBeGreaterThan(1_024 - character.length);
      expect(title.length).toBeLessThanOrEqual(1_024);
      const kept = title.slice(before, -1);
      expect(kept).toBe(character.repeat(kept.length / character.length));
    }
  });

  test("but somewhere, where one takes up everything", () => {
    const { title } = normalize({ title: "👩\u200D".repeat(1_000) });
    expect(title?.length).toBeGreaterThan(1_020);
    expect(title?.isWellFormed()).toBe(true);
  });

  test("a text that ends inside of a character where it is cut is well-formed", () => {
    const content = `${"x".repeat(499_999)}😀`;
    const item = normalize({ content, summary: content, guid: `${"x".repeat(4_094)}😀x` });
    expect(item.text).toBe("x".repeat(499_999));
    expect(JSON.stringify(item)).not.toMatch(/\\ud[89a-f]/i);
  });
});

describe("an address is published as the feed has it", () => {
  const publish = (url: string) => normalize({ url }, { canonicalUrl: canonicalUrl(url) }).url;

  test.each([
    ["https://a.example/x?utm_source=rss#y", "https://a.example/x?utm_source=rss#y"],
    ["https://user:secret@a.example/x?y", "https://a.example/x?y"],
    ["https://user@a.example/x", "https://a.example/x"],
    ["https://bank.example:443@a.example/", "https://a.example/"],
  ])("%s is %s", (url, published) => {
    expect(publish(url)).toBe(published);
  });

  test("unless it is too long: then without what leads nowhere", () => {
    expect(publish(`https://a.example/x?utm_source=${"y".repeat(100_000)}`)).toBe("https://a.example/x");
    expect(publish(`https://a.example/${"y".repeat(100_000)}`)).toBeNull();
  });
});

describe("what is attached", () => {
  const publish = (said: Partial<Media>): Media[] =>
    normalize({ media: [{ url: "https://a.example/b", type: null, length: null, ...said }] }).media;

  test.each([
    "file:///etc/passwd",
    "FILE:///etc/passwd",
    "javascript:alert(1)",
    "https://",
    "https://[nope",
    `https://a.example/${"x".repeat(4_096)}`,
  ])("is left out where it lies nowhere: %s", (url) => {
    expect(publish({ url })).toEqual([]);
  });

  test("is published without a name and password", () => {
    expect(publish({ url: "https://user:secret@a.example/b.mp3" })[0]?.url).toBe("https://a.example/b.mp3");
  });

  test.each([-1, 1.5, 1e300, Infinity, NaN, 2 ** 53])("of %d bytes has no known size", (length) => {
    expect(publish({ length })).toEqual([{ url: "https://a.example/b", type: null, length: null }]);
  });

  test.each(["audio/mpeg", 'video/mp4; codecs="avc1"', "text/html"])("may be %s", (type) => {
    expect(publish({ type })[0]?.type).toBe(type);
  });

  test.each(["a\nb/c", "a/b\u202E", "x".repeat(257), "a/b\u001B[31m"])("is not of the type %j", (type) => {
    expect(publish({ type })[0]?.type).toBeNull();
  });
});

test("an author brings no line of a mail's head with him", () => {
  const authors = ["ann@a.example%0D%0ABcc:%20bob@b.example", "ann@a.example\r\nBcc: bob@b.example"];
  expect(normalize({ authors }).authors).toEqual([
    "ann@a.example Bcc:%20bob@b.example",
    "ann@a.example Bcc: bob@b.example",
  ]);
});

test("a link in a text starts from the base of the text, before the article's own address", () => {
  const entry = { content: '<a href="b">c</a>', base: "https://tv.example/a/" };
  expect(normalize(entry, { canonicalUrl: "https://site.example/x" }).html).toBe(
    '<a href="https://tv.example/a/b">c</a>',
  );
});
