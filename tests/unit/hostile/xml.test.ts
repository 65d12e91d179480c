import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { atomEntry, rssChannel, rssItem } from "../../support/builders.ts";
import { digest } from "../../support/digest.ts";

const titlesOf = async (document: string): Promise<(string | null)[]> =>
  (await digest(document)).map(({ title }) => title);
const rss = (inner: string, start = ""): string =>
  `${start}<rss version="2.0"><channel><item>${inner}</item></channel></rss>`;

describe("what a document points to is never read", () => {
  const SECRET = "canary-5d1f";
  let folder: string;
  let file: string;
  let server: Server;
  let web: string;
  let hits = 0;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "wirefold-hostile-"));
    writeFileSync(join(folder, "canary"), SECRET);
    file = pathToFileURL(join(folder, "canary")).href;
    server = createServer((_, response) => {
      hits++;
      response.end(SECRET);
    });
    await new Promise<void>((resolve) => {
      server.listen(0, "127.0.0.1", resolve);
    });
    web = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  });

  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true });
  });

  const ATTACKS: [string, (target: string) => string][] = [
    ["an entity", (target) => rss("<title>A&e;</title>", `<!DOCTYPE rss [<!ENTITY e SYSTEM "${target}">]>`)],
    [
      "a public entity",
      (target) => rss("<title>A&e;</title>", `<!DOCTYPE rss [<!ENTITY e PUBLIC "x" "${target}">]>`),
    ],
    [
      "a parameter entity",
      (target) => rss("<title>A</title>", `<!DOCTYPE rss [<!ENTITY % e SYSTEM "${target}"> %e;]>`),
    ],
    ["a document type", (target) => rss("<title>A</title>", `<!DOCTYPE rss SYSTEM "${target}">`)],
    [
      "a public document type",
      (target) => rss("<title>A</title>", `<!DOCTYPE rss PUBLIC "-//x//y" "${target}">`),
    ],
    [
      "XInclude",
      (target) =>
        rss(
          `<title>A<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" parse="text" href="${target}"/></title>`,
        ),
    ],
    [
      "a style sheet",
      (target) => rss("<title>A</title>", `<?xml-stylesheet type="text/xsl" href="${target}"?>`),
    ],
    [
      "a schema",
      (target) =>
        rss("<title>A</title>").replace(
          "<rss",
          `<rss xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x ${target}"`,
        ),
    ],
    ["Atom content elsewhere", (target) => atomEntry(`<title>A</title><content src="${target}"/>`)],
  ];

  test.each(ATTACKS)("%s", async (_, attack) => {
    for (const target of [file, web]) {
      const [item] = await digest(attack(target));
      expect(item?.title).toMatch(/^A/);
      expect(JSON.stringify(item)).not.toContain(SECRET);
    }
    expect(hits).toBe(0);
  });
});

describe("entities that a document declares are not expanded", () => {
  test.each([
    [
      "one large one, often",
      rss(
        `<title>A</title><description>${"&e;".repeat(10_000)}</description>`,
        `<!DOCTYPE rss [<!ENTITY e "${"x".repeat(50_000)}">]>`,
      ),
    ],
    [
      "one that holds itself",
      rss("<title>A</title><description>&a;</description>", '<!DOCTYPE rss [<!ENTITY a "&a;">]>'),
    ],
    [
      "two that hold each other",
      rss(
        "<title>A</title><description>&a;</description>",
        '<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]>',
      ),
    ],
    [
      "a usual one with another meaning",
      rss(
        "<title>A</title><description>&amp;</description>",
        '<!DOCTYPE rss [<!ENTITY amp "<script>alert(1)</script>">]>',
      ),
    ],
  ])("%s", async (_, document) => {
    const [item] = await digest(document);
    expect(item).toMatchObject({ title: "A" });
    expect(item?.text?.length).toBeLessThanOrEqual(document.length);
    expect(item?.text).not.toMatch(/xx|alert/);
  });
});

describe("names that mean something to JavaScript are names", () => {
  const NAMES = [
    "__proto__",
    "constructor",
    "prototype",
    "hasOwnProperty",
    "toString",
    "valueOf",
    "then",
    "toJSON",
    "length",
    "_",
    "xmlns",
  ];

  test.each(NAMES)("an element <%s>", async (name) => {
    const inner = `<${name}><x>1</x>polluted</${name}>`;
    const item = await digest(rssChannel(`${inner}<item><title>A</title>${inner}</item>`));
    expect(item).toMatchObject([{ title: "A", authors: [], media: [] }]);
    expect(await titlesOf(atomEntry(`<title>A</title>${inner}`))).toEqual(["A"]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["x"]).toBeUndefined();
  });

  test.each(NAMES)("an attribute %s", async (name) => {
    const document = rss(`<title ${name}="polluted">A</title><link ${name}="polluted" href="/a"/>`);
    expect(await digest(document)).toMatchObject([{ title: "A", url: "https://site.example/a" }]);
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("characters that XML forbids", () => {
  test.each([
    ["references", "A&#0;&#x1F;&#xD800;&#x110000;&#xFFFE;B"],
    ["references that overflow", "A&#99999999999999999999;B"],
    ["literal ones", "A\u0000\u0001\u001F\uFFFEB"],
  ])("%s come out as nothing or as a mark", async (_, title) => {
    const [item] = await digest(
      rss(`<title>${title}</title><guid>${title}</guid><description>${title}</description>`),
    );
    for (const text of [item?.title, item?.text, item?.html]) {
      expect(text).toMatch(/^A.*B$/su);
      expect(text?.isWellFormed()).toBe(true);
      // oxlint-disable-next-line no-control-regex -- control characters are the point
      expect(text).not.toMatch(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/);
    }
    expect(item?.guid?.isWellFormed()).toBe(true);
  });
});

describe("what is wrong is read the same way each time", () => {
  test.each([
    ["overlapping tags", rss("<title>A<b>B<i>C</b>D</i></title>"), ["ABCD"]],
    ["end tags without start", rss("</x></b><title>A</title></title></y>"), ["A"]],
    ["a second document", rss("<title>A</title>") + rss("<title>B</title>"), ["A"]],
    ["words after the end", `${rss("<title>A</title>")} bye <b>`, ["A"]],
    [
      "a warning of PHP before it",
      `<br />\n<b>Warning</b>: x in <b>/a.php</b> on line <b>3</b><br />\n<?xml version="1.0"?>${rss("<title>A</title>")}`,
      ["A"],
    ],
    ["a line before the declaration", `\n<?xml version="1.0"?>${rss("<title>A</title>")}`, ["A"]],
    ["two declarations", `<?xml version="1.0"?><?xml version="1.0"?>${rss("<title>A</title>")}`, ["A"]],
    ["a declaration of XML 7.3", `<?xml version="7.3"?>${rss("<title>A</title>")}`, ["A"]],
    ["an attribute twice", rss('<title a="1" a="2">A</title>'), ["A"]],
    ["attributes without quotes", rss("<title a=1 b>A</title>"), ["A"]],
  ])("%s", async (_, document, titles) => {
    expect(await titlesOf(document)).toEqual(titles);
    expect(await digest(document)).toEqual(await digest(document));
  });

  test("a prefix that nobody declared, and a namespace that is misspelt", async () => {
    const inner = "<title>A</title><dc:creator>B</dc:creator><media:content url='/c'/>";
    const expected = [{ title: "A", authors: ["B"], media: [{ url: "https://site.example/c" }] }];
    expect(await digest(rss(inner))).toMatchObject(expected);
    const misspelt = rss(inner).replace("<rss", '<rss xmlns:dc="HTTPS://PURL.ORG/dc/elements/1.1"');
    expect(await digest(misspelt)).toMatchObject(expected);
  });

  test.each(["javascript:alert(1)//", "file:///etc/", "data:text/html,"])("xml:base %s", async (base) => {
    const entry = `<title>A</title><link href="b"/><content type="html">&lt;a href="c"&gt;C&lt;/a&gt;</content>`;
    const document = atomEntry(entry).replace("<entry", `<entry xml:base="${base}"`);
    expect(await digest(document)).toMatchObject([
      { url: "https://site.example/b", html: '<a href="https://site.example/c">C</a>' },
    ]);
  });

  test.each([
    [
      "a page with a link to a feed",
      '<html><head><link rel="alternate" type="application/rss+xml" href="/f"></head></html>',
    ],
    ["SVG", '<svg xmlns="http://www.w3.org/2000/svg"><title>A</title></svg>'],
    ["a picture", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR"],
    ["a stack trace", "java.lang.NullPointerException\n\tat a.b.C.d(C.java:1)"],
    ["an object of JSON in a script", "<script>{}</script>"],
  ])("%s is not a feed", async (_, document) => {
    await expect(digest(document, "application/rss+xml")).rejects.toMatchObject({ code: "PARSE_NOT_A_FEED" });
  });
});

/** The tolerant reader takes the element for a feed's first one, because there is something in it. */
test("a page that speaks of <rss> is not a feed", async () => {
  const page = "<!DOCTYPE html><title>RSS</title><p>An <rss> element</p>";
  await expect(digest(page)).rejects.toMatchObject({ code: "PARSE_NOT_A_FEED" });
});

test("a long name of an element or an attribute costs no entry", async () => {
  const name = "a".repeat(100_000);
  expect(await titlesOf(rssItem(`<title>A</title><${name} ${name}="x"/>`))).toEqual(["A"]);
});
