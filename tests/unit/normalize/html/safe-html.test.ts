import { describe, expect, test } from "vitest";
import { safeHtml } from "../../../../src/normalize/html/safe-html.ts";

const BASE = "https://site.example/news/a.html";
const safe = (html: string): string => safeHtml(html, BASE);

describe("HTML that can be shown", () => {
  test.each([
    ["paragraphs and emphasis", "<p>a <b>b</b> <em>c</em></p>"],
    ["headings", "<h2>a</h2><h6>b</h6>"],
    ["lists", "<ul><li>a</li></ul><ol><li>b</li></ol><dl><dt>c</dt><dd>d</dd></dl>"],
    [
      "tables",
      '<table><thead><tr><th colspan="2">a</th></tr></thead><tbody><tr><td rowspan="2">b</td></tr></tbody></table>',
    ],
    ["code and quotations", "<pre><code>a &lt; b</code></pre><blockquote>c</blockquote><q>d</q>"],
    [
      "links and pictures",
      '<a title="t" href="https://a.example/">a</a><img alt="b" width="10" height="20" src="https://a.example/b.png" />',
    ],
    ["figures", "<figure><figcaption>a</figcaption></figure>"],
    ["changes", "<del>a</del><ins>b</ins><s>c</s><sub>d</sub><sup>e</sup>"],
  ])("keeps %s", (_, html) => {
    expect(safe(html)).toBe(html);
  });

  test.each([
    ["scripts", "a<script>alert(1)</script>b", "ab"],
    ["styles", "a<style>p{}</style>b", "ab"],
    ["event handlers", '<p onclick="x()" onmouseover=y>a</p>', "<p>a</p>"],
    ["style, class and id", '<p style="x" class="y" id="z">a</p>', "<p>a</p>"],
    [
      "frames and objects",
      "<iframe src='https://a.example/'></iframe><object data='x'></object><embed src='x'>a",
      "a",
    ],
    [
      "forms, but not their text",
      "<form action='/x'>a<input name='b'><button>c</button></form>",
      "<div>ac</div>",
    ],
    ["comments", "a<!-- b -->c", "ac"],
    ["tags that nobody knows, but not their text", "<x-y><font>a</font></x-y>", "a"],
    ["drawings", "<svg onload='x()'><a href='javascript:x()'>a</a></svg>", "<a>a</a>"],
    ["javascript: links", '<a href="javascript:alert(1)">a</a>', "<a>a</a>"],
    ["javascript: links in disguise", '<a href=" jAva\nscript:alert(1)">a</a>', "<a>a</a>"],
    ["javascript: links in entities", '<a href="&#106;avascript&colon;alert(1)">a</a>', "<a>a</a>"],
    ["data: addresses", '<a href="data:text/html,x">a</a><img src="data:image/png;base64,x" />', "<a>a</a>"],
    ["other schemes", '<a href="vbscript:x">a</a><a href="file:///etc/passwd">b</a>', "<a>a</a><a>b</a>"],
    [
      "other sources of a picture",
      '<img src="https://a.example/b" srcset="x 2x" onerror="y()">',
      '<img src="https://a.example/b" />',
    ],
    ["pictures that count readers", 'a<img src="https://a.example/b" width="1" height=" 1px">b', "ab"],
    ["an address that cannot be read", '<a href="https://[nope">a</a>', "<a>a</a>"],
  ])("drops %s", (_, html, kept) => {
    expect(safe(html)).toBe(kept);
  });

  test.each([
    ['<a href="/b">a</a>', '<a href="https://site.example/b">a</a>'],
    ['<a href="b?c=1&amp;d=2#e">a</a>', '<a href="https://site.example/news/b?c=1&amp;d=2#e">a</a>'],
    ['<a href="//cdn.example/b">a</a>', '<a href="https://cdn.example/b">a</a>'],
    ['<img src="../b.png">', '<img src="https://site.example/b.png" />'],
    ['<a href="#note">a</a>', '<a href="https://site.example/news/a.html#note">a</a>'],
    [
      '<img src="data:image/gif;base64,R0" data-src="/late.png">',
      '<img src="https://site.example/late.png" />',
    ],
  ])("makes the address in %s absolute", (html, absolute) => {
    expect(safe(html)).toBe(absolute);
  });

  test("has no relative address where nobody knows the base", () => {
    expect(safeHtml('<a href="/b">a</a><a href="https://a.example/">c</a>', null)).toBe(
      '<a>a</a><a href="https://a.example/">c</a>',
    );
  });

  test("keeps blocks apart whose meaning is lost", () => {
    expect(safe("<section>a</section><article>b</article>")).toBe("<div>a</div><div>b</div>");
  });

  test("is made of plain text by escaping it", () => {
    expect(safe(" 1 < 2 & 3 ")).toBe("1 &lt; 2 &amp; 3");
  });

  test("is not nested without end", () => {
    const depth = safe(`${"<div>".repeat(500)}x`).split("<div>").length - 1;
    expect(depth).toBeLessThanOrEqual(128);
  });
});
