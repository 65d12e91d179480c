import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ParseError } from "../../../src/errors.ts";
import { NO_HINTS } from "../../../src/model.ts";
import { parseJsonFeed } from "../../../src/parse/json-feed.ts";
import { anEntry } from "../../support/items.ts";
import { FEED_URL, messageOf, parse } from "../../support/builders.ts";

const VERSION = "https://jsonfeed.org/version/1.1";
const read = (feed: Record<string, unknown>) =>
  parseJsonFeed(JSON.stringify({ version: VERSION, ...feed }), FEED_URL, null);
const readItem = (item: unknown, feed: Record<string, unknown> = {}) =>
  read({ ...feed, items: [item] }).entries[0];

test("version 1.1", () => {
  const feed = read({
    title: "Site",
    home_page_url: "/",
    language: "en-GB",
    authors: [{ name: "The Editors" }],
    items: [
      {
        id: "1",
        url: "/a",
        external_url: "https://other.example/",
        title: "A",
        summary: "About A",
        content_html: "<p>A</p>",
        content_text: "A",
        date_published: "2021-05-03T15:43:07+02:00",
        date_modified: "2021-05-04T00:00:00Z",
        authors: [{ name: "Ann" }, { name: "Bob", url: "https://bob.example/" }],
        tags: ["x", "y"],
        language: "de",
        attachments: [{ url: "a.mp3", mime_type: "audio/mpeg", size_in_bytes: 12, duration_in_seconds: 3 }],
      },
    ],
  });
  expect(feed).toEqual({
    format: "json",
    parts: [],
    isComplete: true,
    hints: NO_HINTS,
    hubs: [],
    self: null,
    repairs: [],
    title: "Site",
    url: "https://site.example/",
    language: "en-GB",
    entries: [
      {
        guid: "1",
        guidIsPermalink: false,
        url: "https://site.example/a",
        title: "A",
        authors: ["Ann", "Bob"],
        published: {
          value: "2021-05-03T13:43:07.000Z",
          from: "date_published",
          precision: "second",
          zoneAssumed: null,
        },
        updated: {
          value: "2021-05-04T00:00:00.000Z",
          from: "date_modified",
          precision: "second",
          zoneAssumed: null,
        },
        summary: "About A",
        content: "<p>A</p>",
        base: null,
        categories: ["x", "y"],
        language: "de",
        media: [{ url: "https://site.example/a.mp3", type: "audio/mpeg", length: 12 }],
        sources: [],
      },
    ],
  });
});

describe("version 1.0", () => {
  test("has one author", () => {
    expect(readItem({ id: "1", author: { name: "Ann" } })?.authors).toEqual(["Ann"]);
    expect(readItem({ id: "1" }, { author: { name: "Ed" } })?.authors).toEqual(["Ed"]);
  });

  test("beside 1.1, for readers of both, gives each author once", () => {
    const item = { id: "1", author: { name: "Ann" }, authors: [{ name: "Ann" }, { name: "Bob" }] };
    expect(readItem(item)?.authors).toEqual(["Ann", "Bob"]);
  });
});

describe("an item", () => {
  test("that says nothing says nothing", () => {
    expect(readItem({})).toEqual(anEntry());
  });

  test("inherits the authors of the feed only when it has none", () => {
    const feed = { authors: [{ name: "Ed" }] };
    expect(readItem({ id: "1" }, feed)?.authors).toEqual(["Ed"]);
    expect(readItem({ id: "1", authors: [{ name: "Ann" }] }, feed)?.authors).toEqual(["Ann"]);
  });

  test("may have a number as its id", () => {
    expect(readItem({ id: 42 })?.guid).toBe("42");
  });

  test("without an address is the page that it is about", () => {
    expect(readItem({ external_url: "https://other.example/a" })?.url).toBe("https://other.example/a");
  });

  test("with plain content gives it as HTML", () => {
    expect(readItem({ content_text: "1 < 2 & <script>\nnext" })?.content).toBe(
      "1 &lt; 2 &amp; &lt;script><br>next",
    );
  });

  test("that was only modified was published then, and says where that is from", () => {
    expect(readItem({ date_modified: "2021-05-03" })?.published).toMatchObject({
      value: "2021-05-03T00:00:00.000Z",
      from: "date_modified",
    });
  });

  test("with texts of nothing but space has none", () => {
    expect(readItem({ id: " ", url: "\n", title: "", summary: " ", content_html: "  " })).toEqual(anEntry());
  });
});

describe("a member of the wrong type costs that member alone", () => {
  const GOOD = {
    id: "1",
    url: "https://site.example/a",
    external_url: "https://site.example/a",
    title: "A",
    summary: "S",
    content_html: "C",
    content_text: "C",
    date_published: "2021-05-03",
    date_modified: "2021-05-03",
    author: { name: "Ann" },
    authors: [{ name: "Ann" }],
    tags: ["x"],
    language: "de",
    attachments: [{ url: "https://site.example/a.mp3", mime_type: "audio/mpeg", size_in_bytes: 12 }],
  };
  const WRONG = [null, true, "", [], {}, [null], [1], [[]], [{}], [{ name: 1, url: 1 }], { name: [] }];

  test.each(Object.keys(GOOD))("%s", (name) => {
    const without = readItem({ ...GOOD, [name]: undefined });
    expect(without).not.toEqual(readItem({}));
    for (const wrong of WRONG) expect(readItem({ ...GOOD, [name]: wrong })).toEqual(without);
  });

  test("an item that is no object is left out", () => {
    const { entries } = read({ items: [null, "x", 1, [], { id: "1" }] });
    expect(entries.map(({ guid }) => guid)).toEqual(["1"]);
  });

  test("an attachment without an address is left out, one with a wrong size has none", () => {
    const attachments = [
      { mime_type: "a/b" },
      null,
      { url: "/a", size_in_bytes: "12" },
      { url: "/b", size_in_bytes: -1 },
    ];
    expect(readItem({ attachments })?.media).toEqual([
      { url: "https://site.example/a", type: null, length: null },
      { url: "https://site.example/b", type: null, length: null },
    ]);
  });

  test("the feed's own members too", () => {
    const feed = read({
      title: 1,
      home_page_url: {},
      language: [],
      authors: "Ann",
      author: "Ann",
      items: [{}],
    });
    expect(feed).toEqual({
      format: "json",
      parts: [],
      isComplete: true,
      hints: NO_HINTS,
      hubs: [],
      self: null,
      repairs: [],
      title: null,
      url: null,
      language: null,
      entries: [anEntry()],
    });
  });
});

describe("what is no JSON Feed", () => {
  test.each(["null", "1", '"x"', "[]", '[{"items":[]}]', "{}", '{"items":{}}', '{"items":null}'])(
    "%s is not a feed",
    (text) => {
      expect(() => parseJsonFeed(text, null, null)).toThrow(
        expect.objectContaining({ code: "PARSE_NOT_A_FEED" }),
      );
    },
  );

  test.each(["{", '{"items":[]', '{"items":[]} x', "{items:[]}"])("%s is malformed", (text) => {
    expect(() => parseJsonFeed(text, null, null)).toThrow(
      expect.objectContaining({ code: "PARSE_MALFORMED" }),
    );
  });

  test("is told apart with the reason", () => {
    expect(messageOf(() => parseJsonFeed('{"items":', null, null), ParseError)).toMatch(
      /^The document is not valid JSON: /,
    );
  });
});

describe("an id that is a number", () => {
  test.each([
    ["42", "42"],
    ["-1.5", "-1.5"],
    ["9007199254740991", "9007199254740991"],
    // As numbers of JavaScript, both are 12345678901234567000.
    ["12345678901234567001", null],
    ["12345678901234567002", null],
    ["1e400", null],
    ["9".repeat(100_000), null],
  ])("%s is %s", (id, guid) => {
    expect(parseJsonFeed(`{"items":[{"id":${id}}]}`, null, null).entries[0]?.guid).toBe(guid);
  });
});

describe("JSON that attacks who reads it", () => {
  const tooComplex = expect.objectContaining({ code: "PARSE_TOO_COMPLEX" });
  const nested = (depth: number) => `{"items":[{"id":"1","x":${"[".repeat(depth)}${"]".repeat(depth)}}]}`;

  test("is refused when it is nested deeper than 64", () => {
    expect(parseJsonFeed(nested(61), null, null).entries[0]?.guid).toBe("1");
    expect(() => parseJsonFeed(nested(62), null, null)).toThrow(tooComplex);
    for (const text of ["[".repeat(5_000_000), '{"a":'.repeat(1_000_000), '[{"a":'.repeat(100)])
      expect(() => parseJsonFeed(text, null, null)).toThrow(tooComplex);
  });

  test("may have any brackets in its texts", () => {
    for (const title of ["[".repeat(100_000), '{"[\\"[[\\'.repeat(10_000), "\\", '\\"'])
      expect(readItem({ title, id: "1" })).toMatchObject({ title, guid: "1" });
  });

  test("is refused when it has a million values, and before its items are read when those are too many", () => {
    const tags = `{"items":[{"tags":[${"1,".repeat(1_000_001)}1]}]}`;
    expect(() => parseJsonFeed(tags, null, null)).toThrow(tooComplex);
    expect(() => parseJsonFeed(`{"items":[${"1,".repeat(10_000)}1]}`, null, null)).toThrow(tooComplex);
    expect(parseJsonFeed(`{"items":[${"1,".repeat(9_999)}1]}`, null, null).entries).toEqual([]);
  });

  test("changes no prototype and inherits nothing from what it says", () => {
    const text = `{"__proto__":{"items":[]},"constructor":{"prototype":{"title":"A"}},
      "items":[{"__proto__":{"title":"A","id":"1"},"hasOwnProperty":1,"toString":2,"then":3,"id":{"__proto__":{"x":1}}}]}`;
    expect(parseJsonFeed(text, null, null).entries).toEqual([anEntry()]);
    expect(({} as Record<string, unknown>)["title"]).toBeUndefined();
    expect(() => parseJsonFeed('{"__proto__":{"items":[]}}', null, null)).toThrow(
      expect.objectContaining({ code: "PARSE_NOT_A_FEED" }),
    );
  });

  test("that says something twice means the last", () => {
    const text = '{"items":[{"id":"1"}],"items":[{"id":"2","id":"3"}]}';
    expect(parseJsonFeed(text, null, null).entries.map(({ guid }) => guid)).toEqual(["3"]);
  });

  test("has no half characters", () => {
    const text = String.raw`{"items":[{"id":"a\ud83d","title":"\ude00b","content_html":"\ud83d\ud83d","tags":["\udc00"]}]}`;
    expect(parseJsonFeed(text, null, null).entries[0]).toMatchObject({
      guid: "a\uFFFD",
      title: "\uFFFDb",
      content: "\uFFFD\uFFFD",
      categories: ["\uFFFD"],
    });
  });
});

test("no JSON makes it fail otherwise", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), (items) => {
      expect(read({ items }).entries.length).toBeLessThanOrEqual(items.length);
    }),
  );
});

test("a JSON document is known by its first character, whatever it is served as", async () => {
  const { format, encoding } = await parse(`\uFEFF \n${JSON.stringify({ items: [] })}`, "text/html");
  expect([format, encoding]).toEqual(["json", "utf-8"]);
});

test("a hub that pushes with WebSub, and the feed's own address", () => {
  const { hubs, self } = read({
    feed_url: "/feed.json",
    hubs: [
      { type: "rssCloud", url: "https://cloud.example/" },
      { type: "WebSub", url: "https://hub.example/" },
      { type: "WebSub" },
      "https://none.example/",
    ],
    items: [],
  });
  expect(hubs).toEqual(["https://hub.example/"]);
  expect(self).toBe("https://site.example/feed.json");
});
