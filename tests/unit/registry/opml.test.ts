import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { type FeedEntry, UNSAID } from "../../../src/registry/feed-entry.ts";
import { readOpml, writeOpml } from "../../../src/registry/opml.ts";
import { messageOf } from "../../support/builders.ts";

const read = (body: string): FeedEntry[] =>
  readOpml(`<opml version="2.0"><body>${body}</body></opml>`, "feeds.opml");
const mistakesIn = (text: string): string[] =>
  messageOf(() => readOpml(text, "feeds.opml"), ConfigError).split("\n");

describe("an outline", () => {
  test("is a feed when it has an xmlUrl, however deep it is", () => {
    const feeds = read(`
      <outline text="News">
        <outline text="Security"><outline type="rss" text="A" xmlUrl="https://a.example/rss"/></outline>
        <outline text="B" xmlUrl="https://b.example/rss"><outline text="C" xmlUrl="feed://c.example/"/></outline>
      </outline>
      <outline text="a link" url="https://d.example/"/>`);
    expect(feeds.map(({ url, title }) => [url, title])).toEqual([
      ["https://a.example/rss", "A"],
      ["https://b.example/rss", "B"],
      ["http://c.example/", "C"],
    ]);
  });

  test.each(["xmlUrl", "xmlurl", "XMLURL", "xmlURL"])("may write %s", (name) => {
    expect(read(`<OUTLINE TEXT="A" ${name}="https://a.example/"/>`)).toEqual([
      {
        url: "https://a.example/",
        ...UNSAID,
        title: "A",
      },
    ]);
  });

  test.each([
    ["its title before its text", 'title="T" text="x"', "T"],
    ["its text without a title", 'text="x"', "x"],
    ["its text when the title is empty", 'title="" text="x"', "x"],
    ["nothing when it has neither", "", null],
    ["nothing when it only repeats the address", 'text="https://a.example/rss"', null],
    ["entities as what they mean", 'text="&lt;A &amp; B&gt; &quot;&#x41;&quot;"', '<A & B> "A"'],
  ])("is called %s", (_, attributes, title) => {
    expect(read(`<outline ${attributes} xmlUrl="https://a.example/rss"/>`)[0]?.title).toBe(title);
  });
});

describe("a mistake is told with its line", () => {
  test.each([
    ["another kind of XML", '<rss version="2.0"/>', "feeds.opml:1: not an OPML file: it begins with <rss>"],
    [
      "a bad address",
      '<opml>\n<body>\n<outline xmlUrl="ftp://a.example/"/>\n</body></opml>',
      'feeds.opml:3: "ftp://a.example/" is not an http or https address',
    ],
    ["an empty address", '<opml>\n<outline xmlUrl=""/></opml>', 'feeds.opml:2: "" is not an address'],
    ["an element that is not closed", "<opml>\n<body>\n</opml>", "feeds.opml:3: unexpected close tag."],
    ["an entity that does not exist", "<opml>\n&nope;\n</opml>", "feeds.opml:2: undefined entity."],
  ])("%s", (_, text, mistake) => {
    expect(mistakesIn(text)[0]).toBe(mistake);
  });

  test("all of them at once", () => {
    const text =
      '<opml>\n<outline xmlUrl="x"/>\n<outline xmlUrl="https://good.example/"/>\n<outline xmlUrl="y"/></opml>';
    expect(mistakesIn(text)).toEqual([
      'feeds.opml:2: "x" is not an address',
      'feeds.opml:4: "y" is not an address',
    ]);
  });

  test("a file that ends in the middle is no shorter list of feeds", () => {
    expect(mistakesIn('<opml><outline xmlUrl="https://a.example/"/><outl')).not.toEqual([]);
  });
});

describe("writing", () => {
  test("gives OPML 2.0 that every reader knows", () => {
    const text = writeOpml([
      {
        url: "https://a.example/?x=1&y=2",
        title: 'A "b" <c> & d',
        interval: 900,
        identity: "words",
        zone: "UTC",
        request: null,
        first: null,
        fullText: null,
        page: null,
      },
    ]);
    expect(text).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n<opml version="2\.0">/);
    expect(text).toContain(
      'text="A &quot;b&quot; &lt;c> &amp; d" title="A &quot;b&quot; &lt;c> &amp; d" xmlUrl="https://a.example/?x=1&amp;y=2"',
    );
  });

  test("what is written is read as the same feeds; OPML has no place for the rest", () => {
    const markup = fc.constantFrom(
      "&",
      "<",
      ">",
      '"',
      "'",
      "&amp;",
      "]]>",
      "<!--",
      "é",
      "中",
      "😀",
      " ",
      "a",
    );
    const words = fc.array(markup, { minLength: 1 }).map((parts) => parts.join(""));
    const entry: fc.Arbitrary<FeedEntry> = fc.record({
      url: words.map((query) => new URL(`https://a.example/?q=${query}`).href),
      title: fc.option(words),
      interval: fc.constant(null),
      identity: fc.constant(null),
      zone: fc.constant(null),
      request: fc.constant(null),
      first: fc.constant(null),
      fullText: fc.constant(null),
      page: fc.constant(null),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        expect(readOpml(writeOpml(entries), "feeds.opml")).toEqual(entries);
      }),
    );
  });
});
