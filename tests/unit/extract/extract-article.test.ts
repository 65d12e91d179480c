import { describe, expect, test } from "vitest";
import type { Article } from "../../../src/article.ts";
import { extractArticle } from "../../../src/extract/extract-article.ts";

const URL = "https://news.site.example/2026/harbour";
const PARAGRAPHS = [
  "The harbour council voted on Tuesday to close the northern quay to freight for the rest of the year.",
  "Engineers had warned since the spring that the piles below the quay were no longer safe for heavy cranes.",
  "Ships that used to unload there will be sent to the southern basin, which was widened only two years ago.",
];

const extract = (body: string, contentType: string | null = "text/html"): Article =>
  extractArticle({ url: URL, body: Buffer.from(body), contentType }, { zone: null });

const pageOf = (head: string, around: { before?: string; after?: string } = {}): string =>
  `<!doctype html><html lang="en"><head><title>Quay closed | The Site</title>${head}</head><body>
  <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
  <article><h1>Northern quay closed to freight</h1>${around.before ?? ""}
  ${PARAGRAPHS.map((text) => `<p>${text}</p>`).join("\n")}${around.after ?? ""}</article>
  <footer><p>Copyright of a publisher, who reserves all rights in these pages.</p></footer></body></html>`;

const linked = (article: object): string =>
  `<script type="application/ld+json">${JSON.stringify({ "@type": "NewsArticle", ...article })}</script>`;

describe("the text of an article", () => {
  test("is its paragraphs, without menu, headline, appeals and footer", () => {
    const after = "<p>Sign up for our newsletter</p><div class='related-stories'><p>Another story</p></div>";
    const { text, from } = extract(pageOf("", { after }));
    expect(text).toBe(PARAGRAPHS.join("\n"));
    expect(from.text).toBe("page");
  });

  test("is what JSON-LD says where a script is to put it on the page", () => {
    const articleBody = Array.from({ length: 5 }, (_, at) => `${at}. ${PARAGRAPHS.join(" ")}`).join("\n");
    const { text, from } = extract(`<html><head>${linked({ articleBody })}</head><body></body></html>`);
    expect(text).toBe(articleBody);
    expect(from.text).toBe("json-ld articleBody");
  });

  test("is null on a page without prose", () => {
    const { text, from } = extract("<ul><li><a href='/a'>One</a><li><a href='/b'>Two</a></ul>");
    expect(text).toBeNull();
    expect(from).not.toHaveProperty("text");
  });
});

describe("what a page says about its article", () => {
  test("comes with the place where it was found", () => {
    const head =
      linked({ headline: "Northern quay closed to freight", author: { name: "Jane Doe" } }) +
      `<meta property="article:published_time" content="2026-05-03T15:43:00Z">
       <meta property="article:section" content="Shipping"><link rel="canonical" href="/harbour">`;
    const article = extract(pageOf(head));
    expect(article).toMatchObject({
      url: URL,
      canonicalUrl: "https://news.site.example/harbour",
      title: "Northern quay closed to freight",
      authors: ["Jane Doe"],
      published: { precision: "second" },
      section: "Shipping",
      lang: "en",
      isPaywalled: false,
    });
    expect(article.from).toMatchObject({
      canonicalUrl: "canonical",
      title: "json-ld headline",
      authors: "json-ld author",
      section: "meta article:section",
      lang: "html lang",
    });
  });

  test.each([
    ["another host of the same site", "https://www.site.example/harbour", "https://www.site.example/harbour"],
    ["another site", "https://agency.example/harbour", null],
    ["the site's front page", "https://www.site.example/", null],
    ["no address of the web", "javascript:alert(1)", null],
  ])("as canonical address: %s", (_, href, canonicalUrl) => {
    const article = extract(pageOf(`<link rel="canonical" href="${href}">`));
    expect(article.canonicalUrl).toBe(canonicalUrl);
  });

  test("another site's canonical address is a clue to the source", () => {
    const { clues } = extract(pageOf('<link rel="canonical" href="https://agency.example/harbour">'));
    expect(clues.sources).toContainEqual({
      from: "canonical",
      name: null,
      url: "https://agency.example/harbour",
    });
  });

  test.each([
    ["false", false, true],
    ["a text", "False", true],
    ["a term of schema.org", "http://schema.org/False", true],
    ["true", true, false],
    ["nothing that is known", "partly", false],
  ])("free access is %s", (_, isAccessibleForFree, isPaywalled) => {
    expect(extract(pageOf(linked({ isAccessibleForFree }))).isPaywalled).toBe(isPaywalled);
  });
});

describe("what is not read", () => {
  test("is what the server calls something else than a page", () => {
    expect(() => extract("%PDF", "application/pdf")).toThrow(
      expect.objectContaining({ code: "PAGE_NOT_HTML" }),
    );
  });

  test.each([
    ["nests too deep", "<div>".repeat(600), "PAGE_TOO_DEEP"],
    ["has too many elements", "<br>".repeat(300_001), "PAGE_TOO_COMPLEX"],
  ])("is a page that %s", (_, html, code) => {
    expect(() => extract(html)).toThrow(expect.objectContaining({ code }));
  });

  test("is a script that is no JSON; the rest of the page is read", () => {
    const script = `<script type="application/ld+json">${"[".repeat(200_000)}</script>`;
    expect(extract(pageOf(script)).text).toBe(PARAGRAPHS.join("\n"));
  });
});
