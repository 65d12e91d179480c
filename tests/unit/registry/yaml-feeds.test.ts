import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { type FeedRequest, FULL_TEXT, IDENTITY_POLICIES, type PageSelectors } from "../../../src/model.ts";
import { type FeedEntry, UNSAID } from "../../../src/registry/feed-entry.ts";
import { readYamlFeeds, writeYamlFeeds } from "../../../src/registry/yaml-feeds.ts";
import { messageOf } from "../../support/builders.ts";

const mistakesIn = (text: string): string[] =>
  messageOf(() => readYamlFeeds(text, "feeds.yaml"), ConfigError).split("\n");

test("a feed is an address, or a mapping with more to say", () => {
  const text = `
# what we read
feeds:
  - https://a.example/rss
  - url: feed://b.example/rss
    title: The "B" feed
    interval: 30m
    identity: address
    zone: Asia/Tehran
    first: 7d
    fullText: missing
  - { url: https://c.example/rss, title: null, interval: null, identity: null, zone: null, first: null }
`;
  expect(readYamlFeeds(text, "feeds.yaml")).toEqual([
    { url: "https://a.example/rss", ...UNSAID },
    {
      url: "http://b.example/rss",
      title: 'The "B" feed',
      interval: 1_800,
      identity: "address",
      zone: "Asia/Tehran",
      request: null,
      first: { seconds: 604_800 },
      fullText: "missing",
      page: null,
    },
    { url: "https://c.example/rss", ...UNSAID },
  ]);
});

test("a file may have no feeds", () => {
  expect(readYamlFeeds("feeds: []\n", "feeds.yaml")).toEqual([]);
});

describe("a mistake is told with its line", () => {
  test.each([
    ["an empty file", "", "feeds.yaml:1: feeds: must be a list of addresses"],
    ["no list", "# hello\nfeeds: https://a.example/\n", "feeds.yaml:2: feeds: must be a list of addresses"],
    ["a word at the top that is unknown", "feeds: []\nfeed: x\n", 'feeds.yaml:2: unknown word "feed"'],
    [
      "a bad address",
      "feeds:\n  - https://a.example/\n  - a.example\n",
      'feeds.yaml:3: "a.example" is not an address',
    ],
    [
      "a bad address in a mapping",
      "feeds:\n  - title: A\n    url: ftp://a.example/\n",
      'feeds.yaml:3: url: "ftp://a.example/" is not an http or https address',
    ],
    ["no address", "feeds:\n\n  - title: A\n", "feeds.yaml:3: url: must be an address"],
    [
      "an interval without unit",
      "feeds:\n  - url: https://a.example/\n    interval: 15\n",
      "feeds.yaml:3: interval: must be a time such as 15m",
    ],
    [
      "an interval that is none",
      "feeds:\n  - url: https://a.example/\n    interval: daily\n",
      'feeds.yaml:3: interval: "daily" is not a time such as 90s, 15m, 6h or 1d',
    ],
    [
      "an identity that is none",
      "feeds:\n  - url: https://a.example/\n    identity: link\n",
      "feeds.yaml:3: identity: must be one of guid, address, words",
    ],
    [
      "a zone that does not exist",
      "feeds:\n  - url: https://a.example/\n\n    zone: Europe/Atlantis\n",
      'feeds.yaml:4: zone: "Europe/Atlantis" is not a time zone such as Europe/Berlin',
    ],
    [
      "a zone that is a number",
      "feeds:\n  - url: https://a.example/\n    zone: 2\n",
      "feeds.yaml:3: zone: must be a time zone such as Europe/Berlin",
    ],
    [
      "a first document that is cut by nothing known",
      "feeds:\n  - url: https://a.example/\n    first: some\n",
      'feeds.yaml:3: first: "some" is neither "none" nor a number nor a time such as 7d',
    ],
    [
      "a first document cut at half an entry",
      "feeds:\n  - url: https://a.example/\n    first: 1.5\n",
      'feeds.yaml:3: first: "1.5" is neither "none" nor a number nor a time such as 7d',
    ],
    [
      "a first document cut by a list",
      "feeds:\n  - url: https://a.example/\n    first: [1]\n",
      'feeds.yaml:3: first: must be "none", a number or a time such as 7d',
    ],
    [
      "an unknown word",
      "feeds:\n  - url: https://a.example/\n    every: 15m\n",
      'feeds.yaml:3: unknown word "every"',
    ],
    [
      "a title that YAML takes for something else",
      "feeds:\n  - url: https://a.example/\n    title: *breaking*\n",
      'feeds.yaml:3: "*breaking*" needs quotes: an asterisk at the start has a meaning in YAML',
    ],
  ])("%s", (_, text, mistake) => {
    expect(mistakesIn(text)).toEqual([mistake]);
  });

  test.each([
    ["nothing", "feeds:\n  -\n", 2],
    ["a number", "feeds:\n  - https://a.example/\n  - 5\n", 3],
    ["a list", "feeds:\n  - [https://a.example/]\n", 2],
    ["a title that is a number", "feeds:\n  - url: https://a.example/\n    title: 2600\n", 3],
    ["an empty title", 'feeds:\n  - url: https://a.example/\n    title: ""\n', 3],
    ["a document that is a list", "- https://a.example/\n", 1],
    ["a document that is a text", "# hello\nhttps://a.example/\n", 2],
  ])("%s", (_, text, line) => {
    expect(mistakesIn(text)).toEqual([expect.stringMatching(new RegExp(`^feeds\\.yaml:${line}: `))]);
  });

  test.each([
    ["a bracket that is not closed", "feeds:\n  - [https://a.example/\n", 3],
    ["a tab as indentation", "feeds:\n\t- https://a.example/\n", 2],
    ["a key that comes twice", "feeds: []\nfeeds: []\n", 2],
    ["a quote that is not closed", 'feeds:\n  - "https://a.example/\n', 3],
  ])("%s", (_, text, line) => {
    const [first] = mistakesIn(text);
    expect(first).toMatch(new RegExp(`^feeds\\.yaml:${line}: \\S`));
    expect(first).not.toMatch(/at line/);
  });
});

test("all mistakes are told at once, in the order of the feeds", () => {
  const text = `feeds:
  - nonsense
  - https://good.example/
  - url: ftp://a.example/
    interval: soon
    colour: red
    size: big
`;
  expect(mistakesIn(text)).toEqual([
    'feeds.yaml:2: "nonsense" is not an address',
    'feeds.yaml:4: url: "ftp://a.example/" is not an http or https address',
    'feeds.yaml:5: interval: "soon" is not a time such as 90s, 15m, 6h or 1d',
    'feeds.yaml:6: unknown word "colour"',
    'feeds.yaml:7: unknown word "size"',
  ]);
});

describe("writing", () => {
  test("uses the short form where there is no more to say", () => {
    const text = writeYamlFeeds([
      { url: "https://a.example/", ...UNSAID },
      {
        url: "https://b.example/",
        title: "B",
        interval: 900,
        identity: "words",
        zone: "UTC",
        request: null,
        first: { newest: 0 },
        fullText: "missing",
        page: null,
      },
    ]);
    expect(text).toBe(
      "feeds:\n  - https://a.example/\n  - url: https://b.example/\n    title: B\n    interval: 15m\n    identity: words\n    zone: UTC\n    first: none\n    fullText: missing\n",
    );
  });

  test("what is written is read as the same feeds", { timeout: 20_000 }, () => {
    const entry: fc.Arbitrary<FeedEntry> = fc.record({
      url: fc.webUrl({ withQueryParameters: true }).map((url) => new URL(url).href),
      title: fc.option(fc.oneof(fc.string({ minLength: 1, unit: "binary" }), fc.constantFrom(...AWKWARD))),
      interval: fc.option(fc.integer({ min: 1, max: 1_000_000 })),
      identity: fc.option(fc.constantFrom(...IDENTITY_POLICIES)),
      zone: fc.option(fc.constantFrom("UTC", "Europe/Berlin", "America/Argentina/Buenos_Aires")),
      request: fc.option(fc.constantFrom(...REQUESTS)),
      first: fc.option(
        fc.oneof(
          fc.record({ newest: fc.nat(999_999) }),
          fc.record({ seconds: fc.nat(10_000).map((minutes) => minutes * 60) }),
        ),
      ),
      fullText: fc.option(fc.constantFrom(...FULL_TEXT)),
      page: fc.option(fc.constantFrom(...PAGES)),
    });
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 5 }), (entries) => {
        expect(readYamlFeeds(writeYamlFeeds(entries), "feeds.yaml")).toEqual(entries);
      }),
    );
  });
});

const PAGES: readonly PageSelectors[] = [
  { item: "li.news", link: null, title: null, date: null, summary: null },
  { item: "#list > li", link: "a.more", title: "h2, h3", date: 'time[datetime^="2"]', summary: "p" },
];

/** Requests that hold no secret themselves. */
const REQUESTS: readonly FeedRequest[] = [
  { conditional: false, headers: null, auth: null, proxy: null },
  { conditional: true, headers: { "X-Key": "${KEY}", Cookie: "file:/run/a b" }, auth: null, proxy: null },
  {
    conditional: null,
    headers: null,
    auth: { user: "2600", password: "${PASSWORD}" },
    proxy: "http://u:${PROXY}@p.example:3128",
  },
];

/** Texts that YAML would take for something else if they were not quoted. */
const AWKWARD = [
  "2600",
  "null",
  "~",
  "true",
  "*a*",
  "- x",
  "a: b",
  "# no",
  "2021-05-03",
  "0x1f",
  " a ",
  "a\nb\n",
  "&a",
];
