import { describe, expect, test } from "vitest";
import { ParseError } from "../../../../src/errors.ts";
import type { PageSelectors, ParsedDocument } from "../../../../src/model.ts";
import { parseDocument } from "../../../../src/parse/parse-document.ts";

const NEWS: PageSelectors = { item: "li.news", link: null, title: null, date: null, summary: null };
const PAGE_URL = "https://site.example/news/2026/index.html";

interface Reading extends Partial<PageSelectors> {
  zone?: string;
  contentType?: string;
}

async function read(
  body: string | Buffer,
  { zone, contentType, ...said }: Reading = {},
): Promise<ParsedDocument> {
  const source = { body: Buffer.from(body as string), contentType: contentType ?? null, url: PAGE_URL };
  return parseDocument(source, { zone: zone ?? null, page: { ...NEWS, ...said } });
}

const refusal = async (body: string, said: Partial<PageSelectors> = {}): Promise<string> => {
  const error: unknown = await read(body, said).catch((thrown: unknown) => thrown);
  if (!(error instanceof ParseError)) throw error;
  return `${error.code}: ${error.message}`;
};

describe("the entries of a page", () => {
  test("stand where the selectors say, and are read like those of a feed", async () => {
    const page = await read(
      `<!doctype html><html lang="en-GB"><head><title>News &amp; more</title></head><body>
      <nav><a href="/">Home</a></nav>
      <ul>
        <li class="news"><h3><a href="a.html">Two &lt;b&gt; ships</a></h3><p class="lead">They <i>met</i>.</p>
          <time datetime="2026-05-03T10:00:00Z">yesterday</time></li>
        <li class="news"><a href="/b.html#top">One</a> <span>unknown</span></li>
      </ul></body></html>`,
      { title: "h3, a", date: "time", summary: "p.lead" },
    );
    expect(page).toMatchObject({
      format: "page",
      title: "News &amp; more",
      url: PAGE_URL,
      language: "en-GB",
      isComplete: true,
    });
    expect(page.entries).toMatchObject([
      {
        guid: null,
        url: "https://site.example/news/2026/a.html",
        title: "Two &lt;b> ships",
        summary: "They met.",
        published: { value: "2026-05-03T10:00:00.000Z", from: "datetime", precision: "second" },
      },
      { url: "https://site.example/b.html#top", title: "One", published: null, summary: null },
    ]);
  });

  test("may be the links themselves", async () => {
    const { entries } = await read('<p><a href="mil-1.htm">A</a><br><a href="about.htm">Us</a></p>', {
      item: 'a[href^="mil-"]',
    });
    expect(entries.map(({ url, title }) => [url, title])).toEqual([
      ["https://site.example/news/2026/mil-1.htm", "A"],
    ]);
  });

  test("start from the base that the page names", async () => {
    const { entries } = await read('<base href="/archive/"><li class=news><a href=x.htm>X</a>');
    expect(entries[0]?.url).toBe("https://site.example/archive/x.htm");
  });

  test("are one where an address stands twice, with the headline of the one that has it", async () => {
    const { entries } = await read(
      '<li class="news"><a href="x"><img src="x.png"></a></li><li class="news"><a href="x">Words</a></li>',
    );
    expect(entries.map(({ title }) => title)).toEqual(["Words"]);
  });

  test("are read in the zone of the feed where the page names none", async () => {
    const { entries } = await read('<li class="news"><a href="x">X</a> <i>3 May 2026 14:00</i></li>', {
      date: "i",
      zone: "Asia/Tehran",
    });
    expect(entries[0]?.published).toMatchObject({
      value: "2026-05-03T10:30:00.000Z",
      zoneAssumed: "Asia/Tehran",
      from: "i",
    });
  });

  test("lead somewhere else: not to a mail address, a script, or a place on the page", async () => {
    const { entries } = await read(
      `<li class="news"><a href="mailto:a@b.example">M</a><li class="news"><a href="javascript:void(0)">S</a>
       <li class="news"><a href="#top">T</a><li class="news"><a href="ok">OK</a>`,
    );
    expect(entries.map(({ title }) => title)).toEqual(["OK"]);
  });

  test("show no scripts and styles, and words apart that stand apart", async () => {
    const { entries } = await read(
      '<li class="news"><a href="x"><div>Two</div><div>lines</div><script>var x</script><style>a{}</style></a></li>',
    );
    expect(entries[0]?.title).toBe("Two lines");
  });
});

describe("the encoding of a page", () => {
  const body = Buffer.from(
    '<meta charset="windows-1251"><li class="news"><a href="x">\xd2\xc0\xd1\xd1</a>',
    "latin1",
  );

  test("is the one that it names", async () => {
    const page = await read(body);
    expect([page.entries[0]?.title, page.encoding, page.encodingFrom]).toEqual([
      "ТАСС",
      "windows-1251",
      "declaration",
    ]);
  });

  test("is rather the one that the server names", async () => {
    const page = await read(body, { contentType: "text/html; charset=iso-8859-5" });
    expect(page.encodingFrom).toBe("charset");
  });

  test("may be named in the old way", async () => {
    const old = body
      .toString("latin1")
      .replace(
        '<meta charset="windows-1251">',
        '<META http-equiv="Content-Type" content="text/html; charset=windows-1251">',
      );
    expect((await read(Buffer.from(old, "latin1"))).entries[0]?.title).toBe("ТАСС");
  });
});

describe("a page whose layout changed is refused", () => {
  test("where the selector of items finds nothing", async () => {
    expect(await refusal("<ul><li><a href=x>X</a></ul>")).toBe(
      'PARSE_NO_ENTRIES: The page has no entries: "li.news" finds no item. Its layout may have changed',
    );
  });

  test("where no item has a link", async () => {
    expect(await refusal('<li class="news">X</li>', { link: "a.more" })).toBe(
      'PARSE_NO_ENTRIES: The page has no entries: none of the 1 items has a link at "a.more". Its layout may have changed',
    );
  });
});

describe("a page that would take long is refused, or does not", () => {
  const ITEM = '<li class="news"><a href="x">X</a></li>';

  test.each([
    ["elements that nobody closes", "<b>".repeat(10_000), "nested deeper than 256"],
    ["too many elements", "<p></p>".repeat(101_000), "an element with more than 10000 children"],
    [
      "too many elements in groups",
      `<div>${"<p></p>".repeat(1_000)}</div>`.repeat(101),
      "more than 100000 elements",
    ],
    [
      "too many attributes",
      `<p ${Array.from({ length: 300 }, (_, at) => `a${at}`).join(" ")}>`,
      "256 attributes",
    ],
    ["too many items", `<div>${ITEM.repeat(5_001)}</div>`.repeat(2), "more than 10000 entries"],
  ])("%s", async (_, body, message) => {
    expect(await refusal(ITEM + body)).toContain(message);
  });

  test("items in items in items, each with all the words", async () => {
    const nested = `${'<li class="news"><div>'.repeat(120)}<a href="x">X</a>${"word ".repeat(200_000)}`;
    const started = performance.now();
    const { entries } = await read(nested, { title: "li" });
    expect(entries[0]?.title?.length).toBeLessThanOrEqual(20_000);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test("siblings that a selector counts", async () => {
    const rows = `<tr><td>1</td><td><a href="x">X</a></td></tr>`.repeat(9_000);
    const started = performance.now();
    await read(`<table>${rows}</table>`, { item: "tr:nth-child(n+2)", link: "td:nth-child(2) a" });
    expect(performance.now() - started).toBeLessThan(4_000);
  });
});
