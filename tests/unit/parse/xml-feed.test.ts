import { describe, expect, test } from "vitest";
import { type Entry, NO_HINTS } from "../../../src/model.ts";
import { atomEntry, atomFeed, parse, rssChannel, rssItem } from "../../support/builders.ts";
import { anEntry } from "../../support/items.ts";

const entryOf = async (document: string): Promise<Entry | undefined> => (await parse(document)).entries[0];
const titlesOf = async (document: string): Promise<(string | null)[]> =>
  (await parse(document)).entries.map(({ title }) => title);

const MAY_3 = "Mon, 03 May 2021 15:43:00 GMT";
const date = (from: string, precision: "minute" | "second" = "second") => ({
  value: "2021-05-03T15:43:00.000Z",
  from,
  precision,
  zoneAssumed: null,
});

test("an RSS 2.0 document", async () => {
  const document = await parse(
    rssChannel(`
      <title>Site &amp; more</title>
      <link>https://site.example/</link>
      <atom:link rel="self" href="https://site.example/feed.xml"/>
      <language>en-us</language>
      <item>
        <title>A &amp; B</title>
        <link>https://site.example/a?x=1&amp;y=2</link>
        <guid isPermaLink="false">tag:site.example,2021:1</guid>
        <pubDate>${MAY_3}</pubDate>
        <dc:creator>Ann</dc:creator>
        <category>Cyber</category><category domain="x">War</category>
        <description>About &lt;b&gt;A&lt;/b&gt;</description>
        <content:encoded><![CDATA[<p>All of <b>A</b></p>]]></content:encoded>
        <enclosure url="/a.mp3" type="audio/mpeg" length="1234"/>
      </item>`),
  );
  expect(document).toEqual({
    format: "rss",
    parts: [],
    isComplete: true,
    hints: NO_HINTS,
    hubs: [],
    self: "https://site.example/feed.xml",
    encoding: "utf-8",
    encodingFrom: "bytes",
    brokenBytes: 0,
    repairs: [],
    title: "Site & more",
    url: "https://site.example/",
    language: "en-us",
    entries: [
      {
        guid: "tag:site.example,2021:1",
        guidIsPermalink: false,
        url: "https://site.example/a?x=1&y=2",
        title: "A & B",
        authors: ["Ann"],
        published: date("pubDate"),
        updated: null,
        summary: "About <b>A</b>",
        content: "<p>All of <b>A</b></p>",
        base: null,
        categories: ["Cyber", "War"],
        language: null,
        media: [{ url: "https://site.example/a.mp3", type: "audio/mpeg", length: 1234 }],
        sources: [],
      },
    ],
  });
});

test("an Atom document", async () => {
  const document = await parse(
    atomFeed(`
      <title type="text">Site</title>
      <link rel="self" href="/feed.xml"/>
      <link href="/"/>
      <entry>
        <id>urn:uuid:1</id>
        <title type="html">A &amp;amp; B</title>
        <link rel="replies" href="/a#replies"/>
        <link rel="alternate" type="application/pdf" href="/a.pdf"/>
        <link rel="alternate" type="text/html" href="/a"/>
        <link rel="enclosure" type="audio/mpeg" length="1234" href="/a.mp3"/>
        <published>2021-05-03T15:43:00Z</published>
        <updated>2021-05-03T17:43:00+02:00</updated>
        <author><name>Ann</name><email>ann@site.example</email></author>
        <author><name>Bob</name></author>
        <category term="cyber" label="Cyber"/><category term="war"/>
        <summary>About A</summary>
        <content type="html">&lt;p&gt;All of A&lt;/p&gt;</content>
      </entry>`),
  );
  expect(document).toEqual({
    format: "atom",
    parts: [],
    isComplete: true,
    hints: NO_HINTS,
    hubs: [],
    self: "https://site.example/feed.xml",
    encoding: "utf-8",
    encodingFrom: "bytes",
    brokenBytes: 0,
    repairs: [],
    title: "Site",
    url: "https://site.example/",
    language: null,
    entries: [
      {
        guid: "urn:uuid:1",
        guidIsPermalink: false,
        url: "https://site.example/a",
        title: "A &amp; B",
        authors: ["Ann", "Bob"],
        published: date("published"),
        updated: date("updated"),
        summary: "About A",
        content: "<p>All of A</p>",
        base: null,
        categories: ["Cyber", "war"],
        language: null,
        media: [{ url: "https://site.example/a.mp3", type: "audio/mpeg", length: 1234 }],
        sources: [],
      },
    ],
  });
});

test("an RDF document", async () => {
  const document = await parse(`<?xml version="1.0"?>
    <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="https://site.example/"><title>Site</title><link>https://site.example/</link>
        <dc:language>ja</dc:language></channel>
      <item rdf:about="https://site.example/a">
        <title>A</title><link>https://site.example/a</link><dc:date>2021-05-03T15:43Z</dc:date>
        <dc:creator>Ann</dc:creator><dc:subject>Cyber</dc:subject><description>About A</description>
      </item>
      <item rdf:about="https://site.example/b"><title>B</title></item>
    </rdf:RDF>`);
  expect(document).toMatchObject({
    format: "rdf",
    parts: [],
    isComplete: true,
    hints: NO_HINTS,
    title: "Site",
    url: "https://site.example/",
    language: "ja",
  });
  expect(document.entries).toEqual([
    anEntry({
      guid: "https://site.example/a",
      url: "https://site.example/a",
      title: "A",
      authors: ["Ann"],
      published: date("dc:date", "minute"),
      summary: "About A",
      categories: ["Cyber"],
    }),
    anEntry({ guid: "https://site.example/b", title: "B" }),
  ]);
});

describe("RSS of any version is read alike", () => {
  test.each([
    'version="0.91"',
    'version="0.92"',
    'version="2.0"',
    'version="2.0.1"',
    'version="3"',
    'version=""',
    "",
  ])("<rss %s>", async (attributes) => {
    const document = `<rss ${attributes}><channel><item><title>A</title><guid>g</guid></item></channel></rss>`;
    expect(await entryOf(document)).toMatchObject({ title: "A", guid: "g" });
  });
});

describe("a feed without entries is a feed", () => {
  test.each([
    ["RSS", '<rss version="2.0"><channel><title>x</title></channel></rss>'],
    ["RSS with nothing in it", '<rss version="2.0"><channel/></rss>'],
    ["Atom", atomFeed("<title>x</title>")],
    ["Atom with nothing in it", "<feed/>"],
  ])("%s", async (_, document) => {
    expect((await parse(document)).entries).toEqual([]);
  });
});

describe("an entry that says nothing", () => {
  test.each([
    ["RSS", rssChannel("<item/><item> </item><item>text</item>")],
    ["Atom", atomFeed("<entry/><entry> </entry><entry>text</entry>")],
  ])("says nothing, and does not lose the others: %s", async (_, document) => {
    expect((await parse(document)).entries).toEqual([anEntry(), anEntry(), anEntry()]);
  });
});

describe("an address", () => {
  test.each([
    ["of the link", "<link>/a</link><guid>https://site.example/g</guid>", "https://site.example/a"],
    ["of the guid without link", "<guid>https://site.example/g</guid>", "https://site.example/g"],
    [
      "of a guid that says so",
      '<guid isPermaLink="true">https://site.example/g</guid>',
      "https://site.example/g",
    ],
    ["none of a guid that says it is none", '<guid isPermaLink="false">https://site.example/g</guid>', null],
    ["none of a guid that does not look like one", "<guid>12345</guid>", null],
    [
      "of the guid when the link is empty",
      "<link/><guid>https://site.example/g</guid>",
      "https://site.example/g",
    ],
    ["of an Atom link in RSS without a link", '<link href="/a"/>', "https://site.example/a"],
    ["of the first link of several", "<link>/a</link><link>/b</link>", "https://site.example/a"],
  ])("is that %s", async (_, inner, url) => {
    expect((await entryOf(rssItem(inner)))?.url).toBe(url);
  });

  test.each([
    [
      "the alternate one",
      '<link rel="self" href="/s"/><link rel="alternate" href="/a"/>',
      "https://site.example/a",
    ],
    ["one without rel", '<link rel="self" href="/s"/><link href="/a"/>', "https://site.example/a"],
    ["none of another rel", '<link rel="self" href="/s"/><link rel="edit" href="/e"/>', null],
    ["none of a link without attributes", "<link/>", null],
    ["one beside a link without attributes", '<link/><link href="/a"/>', "https://site.example/a"],
    ["one that is written as in RSS", "<link>/a</link>", "https://site.example/a"],
  ])("of an Atom entry is %s", async (_, inner, url) => {
    expect((await entryOf(atomEntry(inner)))?.url).toBe(url);
  });
});

describe("a date", () => {
  test.each([
    ["pubDate", `<pubDate>${MAY_3}</pubDate><dc:date>2020-01-01</dc:date>`],
    ["dc:date", "<pubDate>yesterday</pubDate><dc:date>2021-05-03T15:43:00Z</dc:date>"],
    ["dcterms:created", "<dcterms:created>2021-05-03T15:43:00Z</dcterms:created>"],
    ["updated", "<updated>2021-05-03T15:43:00Z</updated>"],
  ])("is taken from %s, the first that can be read", async (from, inner) => {
    expect((await entryOf(rssItem(inner)))?.published).toEqual(date(from));
  });

  test("that nobody can read costs that date, not the entry and not the feed", async () => {
    const { entries } = await parse(
      atomFeed(`
        <entry><title>A</title><published>soon</published><updated/></entry>
        <entry><title>B</title><updated>2021-05-03T15:43:00Z</updated></entry>
        <entry><title>C</title><published x="y"><b>2021</b></published><updated>2021-05-03T15:43:00Z</updated></entry>`),
    );
    expect(entries.map(({ title, published }) => [title, published])).toEqual([
      ["A", null],
      ["B", date("updated")],
      ["C", date("updated")],
    ]);
  });
});

describe("a text", () => {
  test.each([
    [
      "of XHTML is what it says",
      '<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">A</div></title>',
      "A",
    ],
    [
      "of XHTML keeps its order",
      '<title type="xhtml"><div>Flaw in <em>OpenSSL</em> fixed <b>at <i>last</i></b>!</div></title>',
      "Flaw in <em>OpenSSL</em> fixed <b>at <i>last</i></b>!",
    ],
    ["of two CDATA sections is one", "<title><![CDATA[a]]]]><![CDATA[>b]]></title>", "a]]>b"],
    ["of text and CDATA is one", "<title>Wire<![CDATA[fold]]></title>", "Wirefold"],
    ["is the first one that is not empty", "<title/><title> </title><title>A</title><title>B</title>", "A"],
    ["may have attributes", '<title x="y">A</title>', "A"],
    ["of nothing but space is none", "<title> \n </title>", null],
    ["named after a method is a text", "<title>constructor</title>", "constructor"],
  ])("%s", async (_, inner, title) => {
    for (const document of [rssItem(inner), atomEntry(inner)]) {
      const read = (await entryOf(document))?.title;
      expect(read?.replace(/\s+/g, " ") ?? read).toBe(title);
    }
  });

  test.each([
    ["summary", "<summary>S</summary><description>D</description>", "S"],
    ["description", "<description>D</description><itunes:summary>I</itunes:summary>", "D"],
    ["itunes:summary", "<itunes:summary>I</itunes:summary><media:description>M</media:description>", "I"],
    ["media:description", "<media:description>M</media:description>", "M"],
  ])("that sums up is the %s", async (_, inner, summary) => {
    expect((await entryOf(rssItem(inner)))?.summary).toBe(summary);
  });

  test("in full is not taken for a summary, and a summary not for the full text", async () => {
    expect(await entryOf(rssItem("<content:encoded>C</content:encoded>"))).toEqual(anEntry({ content: "C" }));
    expect(await entryOf(rssItem("<description>D</description>"))).toEqual(anEntry({ summary: "D" }));
  });

  test("of 100 KB in one CDATA section comes whole", async () => {
    const words = "word ".repeat(20_000).trim();
    expect((await entryOf(rssItem(`<description><![CDATA[${words}]]></description>`)))?.summary).toBe(words);
  });
});

describe("authors", () => {
  test.each([
    ["of RSS", "<author>ann@site.example (Ann)</author>", ["ann@site.example (Ann)"]],
    ["of Dublin Core", "<dc:creator>Ann</dc:creator><dc:creator>Bob</dc:creator>", ["Ann", "Bob"]],
    ["of iTunes", "<itunes:author>Ann</itunes:author>", ["Ann"]],
    ["of Atom", "<author><name>Ann</name><uri>https://ann.example/</uri></author>", ["Ann"]],
    ["without a name", "<author><email>ann@site.example</email></author>", ["ann@site.example"]],
    ["told twice", "<author>Ann</author><dc:creator>Ann</dc:creator>", ["Ann"]],
    ["left empty", "<author/><dc:creator> </dc:creator>", []],
  ])("%s", async (_, inner, authors) => {
    expect((await entryOf(rssItem(inner)))?.authors).toEqual(authors);
  });
});

describe("categories", () => {
  test.each([
    ["of RSS", "<category>A</category><category>B</category>", ["A", "B"]],
    ["of Dublin Core", "<dc:subject>A</dc:subject>", ["A"]],
    ["of Atom, by label before term", '<category term="a" label="A"/><category term="b"/>', ["A", "b"]],
    ["told twice", "<category>A</category><dc:subject>A</dc:subject>", ["A"]],
    ["left empty", "<category/><category term=''/>", []],
  ])("%s", async (_, inner, categories) => {
    expect((await entryOf(rssItem(inner)))?.categories).toEqual(categories);
  });
});

describe("media", () => {
  test.each([
    ["an enclosure", '<enclosure url="/a" type="a/b" length="1"/>', [["/a", "a/b", 1]]],
    [
      "several",
      '<enclosure url="/a"/><enclosure url="/b"/>',
      [
        ["/a", null, null],
        ["/b", null, null],
      ],
    ],
    ["Media RSS", '<media:content url="/a" type="a/b" fileSize="1"/>', [["/a", "a/b", 1]]],
    ["Atom", '<link rel="enclosure" href="/a" type="a/b" length="1"/>', [["/a", "a/b", 1]]],
    [
      "a length that is none",
      '<enclosure url="/a" length="12 MB"/><enclosure url="/b" length="-1"/>',
      [
        ["/a", null, null],
        ["/b", null, null],
      ],
    ],
    ["no address", '<enclosure type="a/b"/><enclosure/><media:content/>', []],
  ])("%s", async (_, inner, expected) => {
    const media = (await entryOf(rssItem(inner)))?.media.map(({ url, type, length }) => [url, type, length]);
    expect(media).toEqual(expected.map(([path, ...rest]) => [`https://site.example${path}`, ...rest]));
  });
});

const shapes = (name: string): string[] => [
  `<${name}/>`,
  `<${name}>text</${name}>`,
  `<${name} a="b"/>`,
  `<${name} a="b"><c>d</c></${name}>`,
  `<${name}/><${name}/>`,
];

describe("elements that rss-parser stumbles over", () => {
  const ELEMENTS = [
    "atom:link",
    "category",
    "comments",
    "dc:creator",
    "dc:date",
    "enclosure",
    "guid",
    "id",
    "image",
    "itunes:category",
    "itunes:image",
    "itunes:keywords",
    "itunes:owner",
    "media:content",
    "pubDate",
    "source",
    "updated",
  ];
  test.each(ELEMENTS)("<%s> in any shape loses no entry", async (name) => {
    for (const shape of shapes(name)) {
      const item = "<title>A</title>";
      expect(await titlesOf(rssChannel(`${shape}<item>${item}</item>`))).toEqual(["A"]);
      expect(await titlesOf(rssChannel(`<item>${item}${shape}</item>`))).toEqual(["A"]);
      expect(await titlesOf(atomFeed(`${shape}<entry>${item}${shape}</entry>`))).toEqual(["A"]);
    }
  });
});

describe("a hostile document", () => {
  test("does not get its entities expanded", async () => {
    const bomb = Array.from({ length: 9 }, (_, at) => `<!ENTITY e${at + 1} "${`&e${at};`.repeat(10)}">`).join(
      "",
    );
    const document = `<!DOCTYPE rss [<!ENTITY e0 "boom">${bomb}]>${rssItem("<title>&e9;</title>").replace(/^.*\n/, "")}`;
    expect(await titlesOf(document)).toEqual(["&e9;"]);
  });

  test("does not get files read", async () => {
    const document =
      '<!DOCTYPE rss [<!ENTITY e SYSTEM "file:///etc/passwd">]><rss><channel><title>&e;</title></channel></rss>';
    expect((await parse(document)).title).toBe("&e;");
  });

  test("may have a harmless document type", async () => {
    const document =
      '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd" [<!ENTITY a "b"><!ELEMENT c (d)>]>';
    expect(
      await titlesOf(`${document}<rss version="0.91"><channel><item><title>A</title></item></channel></rss>`),
    ).toEqual(["A"]);
  });

  /** These take seconds to minutes where something is quadratic; the time limit of the test is the assertion. */
  test.each([
    ["300 KB of <", `<![CDATA[${"<".repeat(300_000)}]]>`, 300_000],
    ["75,000 escaped <", "&lt;".repeat(75_000), 75_000],
    ["200,000 line breaks", `x${"<br/>".repeat(200_000)}y`, null],
  ])("of %s is read in time", async (_, inner, length) => {
    const summary = (await entryOf(rssItem(`<description>${inner}</description>`)))?.summary;
    expect(summary?.length).toBe(length ?? summary?.length);
    expect(summary).toBeTruthy();
  });

  test.each([
    ["comments that nobody closes", "<!--".repeat(100_000), "PARSE_NOT_A_FEED"],
    [
      "elements in one another",
      rssItem(`<description>${"<b>".repeat(50_000)}</description>`),
      "PARSE_TOO_COMPLEX",
    ],
    [
      "50,000 attributes",
      `<rss ${Array.from({ length: 50_000 }, (_, at) => `a${at}=""`).join(" ")}/>`,
      "PARSE_TOO_COMPLEX",
    ],
  ])("of %s is refused in time", async (_, document, code) => {
    await expect(parse(document)).rejects.toMatchObject({ code });
  });

  test.each([
    ["a declaration that nobody knows", `<rss><channel/><!${"x".repeat(100_000)}></rss>`],
    ["one in an attribute", `<rss a="<!--"><channel/><!${"x".repeat(100_000)}--></rss>`],
  ])("of %s is read in time", async (_, document) => {
    expect((await parse(document)).entries).toEqual([]);
  });
});

describe("a document that is cut off or broken", () => {
  test.each([
    [
      "ends in an entry: that one is left out",
      "<rss><channel><item><title>A</title></item><item><title>B</title>",
      ["A"],
    ],
    ["ends in a tag", "<rss><channel><item><title>A</title></item><item><tit", ["A"]],
    ["ends before its end", "<rss><channel><item><title>A</title></item></channel>", ["A"]],
    [
      "has a wrong end tag",
      "<rss><channel><item><title>A</item><item><title>B</title></item></channel></rss>",
      ["A", "B"],
    ],
    [
      "forgets to end an item",
      "<rss><channel><item><title>A</title><item><title>B</title></item></channel></rss>",
      ["A", "B"],
    ],
    [
      "has bare ampersands",
      "<rss><channel><item><title>A & B &nbsp;&bogus; C&D</title></item></channel></rss>",
      ["A & B \u00a0&bogus; C&D"],
    ],
    [
      "has words before and after",
      "oops <rss><channel><item><title>A</title></item></channel></rss> bye",
      ["A"],
    ],
    [
      "has control characters",
      "<rss><channel><item><title>A\u0000\u0008B</title></item></channel></rss>",
      ["AB"],
    ],
    ["has no channel", "<rss version='2.0'></rss>", []],
    ["has items beside its channel", "<rss><channel/><item><title>A</title></item></rss>", ["A"]],
    [
      "has an unknown version",
      "<rss version='7'><channel><item><title>A</title></item></channel></rss>",
      ["A"],
    ],
  ])("%s", async (_, document, titles) => {
    expect(await titlesOf(document)).toEqual(titles);
  });
});

test("a document that is one entry, and not all of it, is not a feed", async () => {
  const cut = '<entry xmlns="http://www.w3.org/2005/Atom"><title>A</title><link href="http://a.exam';
  await expect(parse(cut)).rejects.toMatchObject({ code: "PARSE_NOT_A_FEED" });
});

test("a malformed document leaves nothing behind for the next one", async () => {
  expect(await titlesOf("<rss><channel><item>")).toEqual([]);
  expect(await titlesOf(rssItem("<title>A</title>"))).toEqual(["A"]);
});

describe("a namespace", () => {
  test.each([
    ["under another prefix", '<x:date xmlns:x="http://purl.org/dc/elements/1.1/">2021-05-03</x:date>'],
    ["with another spelling", '<x:date xmlns:x="HTTPS://purl.org/dc/elements/1.1">2021-05-03</x:date>'],
    ["that was not declared", "<dc:date>2021-05-03</dc:date>"],
  ])("%s is known", async (_, inner) => {
    expect((await entryOf(rssItem(inner)))?.published?.from).toBe("dc:date");
  });

  test("makes a feed of Atom, whatever its prefix", async () => {
    const document =
      '<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:entry><a:title>A</a:title></a:entry></a:feed>';
    expect(await titlesOf(document)).toEqual(["A"]);
  });
});

describe("xml:base", () => {
  test("is where relative addresses start from, the innermost first", async () => {
    const document =
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://a.example/x/"><entry xml:base="y/"><link href="z"/></entry></feed>';
    expect((await entryOf(document))?.url).toBe("http://a.example/x/y/z");
  });

  test("is not followed out of the web", async () => {
    const document =
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:base="file:///etc/"><entry><link href="passwd"/></entry></feed>';
    expect((await entryOf(document))?.url).not.toContain("file:");
  });
});

test("an element named like a part of the tree is no part of it", async () => {
  expect(
    await titlesOf("<rss><channel><item><title>A</title><_>B</_><link><_/>C</link></item></channel></rss>"),
  ).toEqual(["A"]);
});

describe("the guid of RSS", () => {
  test.each([
    ["is the address unless it says otherwise", "<guid>https://site.example/a</guid>", true],
    ["may say that it is not", '<guid isPermaLink="False">https://site.example/a</guid>', false],
    ["is none when it is no address", '<guid isPermaLink="true">4711</guid>', false],
  ])("%s", async (_, guid, isPermalink) => {
    const entry = await entryOf(rssChannel(`<item><title>A</title>${guid}</item>`));
    expect(entry?.guidIsPermalink).toBe(isPermalink);
  });
});

describe("who wrote it first is kept as it is written:", () => {
  test.each([
    [
      "source of RSS",
      rssChannel('<item><title>A</title><source url="https://tv.example/rss">TV</source></item>'),
      [{ from: "source", name: "TV", url: "https://tv.example/rss" }],
    ],
    [
      "source of Atom",
      atomFeed('<entry><source><title>TV</title><link href="https://tv.example/"/></source></entry>'),
      [{ from: "source", name: "TV", url: "https://tv.example/" }],
    ],
    [
      "Dublin Core",
      rssChannel("<item><title>A</title><dc:publisher>P</dc:publisher><dc:source>S</dc:source></item>"),
      [
        { from: "dc:source", name: "S", url: null },
        { from: "dc:publisher", name: "P", url: null },
      ],
    ],
    [
      "links to the original",
      rssChannel('<item><title>A</title><atom:link rel="canonical" href="https://tv.example/a"/></item>'),
      [{ from: "canonical", name: null, url: "https://tv.example/a" }],
    ],
    [
      "what FeedBurner replaced",
      rssChannel(
        "<item><title>A</title><feedburner:origLink>https://tv.example/a</feedburner:origLink></item>",
      ),
      [{ from: "feedburner:origLink", name: null, url: "https://tv.example/a" }],
    ],
  ])("%s", async (_, document, sources) => {
    expect((await entryOf(document))?.sources).toEqual(sources);
  });
});

describe("what was repaired is told:", () => {
  const item = "<item><title>A</title></item>";
  test.each([
    ["nothing where there is nothing to repair", rssChannel(item), []],
    ["space before the declaration is no fault", `\n ${rssChannel(item)}`, []],
    ["text before the feed", `Warning: x\n${rssChannel(item)}`, ["not-well-formed", "junk-before"]],
    ["a bare ampersand", rssChannel("<title>B & C</title>"), ["not-well-formed", "bare-ampersands"]],
    ["control characters", rssChannel("<title>B\u0001C</title>"), ["not-well-formed", "control-characters"]],
    ["windows characters", rssChannel("<title>B\u0093C</title>"), ["windows-characters"]],
    ["an element without end", rssChannel(`<b>${item}`), ["not-well-formed", "unclosed-elements"]],
    ["the end is missing", `<rss><channel>${item}<item>`, ["not-well-formed", "cut-off"]],
  ])("%s", async (_, document, repairs) => {
    expect((await parse(document)).repairs).toEqual(repairs);
  });
});

describe("relative addresses in a text start from", () => {
  const content = '<content type="html">&lt;a href="b"&gt;</content>';
  test.each([
    ["nothing that is said", `<entry>${content}</entry>`, null],
    [
      "the base of the entry",
      `<entry xml:base="https://tv.example/a/">${content}</entry>`,
      "https://tv.example/a/",
    ],
    [
      "the base of the text, within that of the entry",
      `<entry xml:base="https://tv.example/a/">${content.replace(" ", ' xml:base="c/" ')}</entry>`,
      "https://tv.example/a/c/",
    ],
    [
      "a base that starts from the document's address",
      `<entry>${content.replace(" ", ' xml:base="/d/" ')}</entry>`,
      "https://site.example/d/",
    ],
  ])("%s", async (_, entry, base) => {
    expect((await entryOf(atomFeed(entry)))?.base).toBe(base);
  });
});

test("an item in a text that nobody ended is an item", async () => {
  const document = "<rss><channel><item><description>a <b>c<item><title>B</title></item></channel></rss>";
  expect((await parse(document)).entries.map(({ title, summary }) => [title, summary])).toEqual([
    [null, "a <b>c"],
    ["B", null],
  ]);
});

test("an entry in a text of Atom is a part of it", async () => {
  const document = atomFeed('<entry><content type="application/xml"><entry>x</entry></content></entry>');
  expect((await parse(document)).entries.map(({ content }) => content)).toEqual(["<entry>x</entry>"]);
});

test("characters of windows-1252 are read in attributes too", async () => {
  const document = atomFeed('<entry><category term="a\u0096b"/></entry>');
  expect(await parse(document)).toMatchObject({
    repairs: ["windows-characters"],
    entries: [{ categories: ["a–b"] }],
  });
});

describe("hubs and the feed's own address", () => {
  test.each([
    ["Atom", atomFeed('<link rel="hub" href="https://hub.example/"/><link rel="self" href="/f"/>')],
    [
      "RSS with atom:link",
      rssChannel('<atom:link rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/f"/>'),
    ],
    [
      "several relations in one link",
      atomFeed('<link rel="x HUB" href="https://hub.example/"/><link rel="self" href="/f"/>'),
    ],
    [
      "RSS with a link that declares Atom itself",
      rssChannel(
        '<link xmlns="http://www.w3.org/2005/Atom" rel="hub" href="https://hub.example/"/><atom:link rel="self" href="/f"/>',
      ),
    ],
  ])("%s", async (_, document) => {
    const { hubs, self } = await parse(document);
    expect({ hubs, self }).toEqual({ hubs: ["https://hub.example/"], self: "https://site.example/f" });
  });

  test("those of an entry are not the feed's", async () => {
    const { hubs, self } = await parse(
      atomFeed('<entry><link rel="hub" href="https://hub.example/"/><link rel="self" href="/e"/></entry>'),
    );
    expect({ hubs, self }).toEqual({ hubs: [], self: null });
  });
});
