import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { safeHtml } from "../../../src/normalize/html/safe-html.ts";
import { unlistedMarkup } from "../../support/unlisted-markup.ts";

const BASE = "https://site.example/news/a.html";
const safe = (html: string): string => safeHtml(html, BASE);
const ATTACK = "<img src=x onerror=alert(1)>";

test("the independent look at HTML finds what it must", () => {
  const html = `<a href="javascript:x" onclick="y">a</a><script></script><svg><a></a></svg><!-- b --><img src="/c"><td colspan="1">`;
  expect(unlistedMarkup(html)).toEqual([
    "a href=javascript:x",
    "a onclick",
    "<script>",
    "<svg>",
    "<a>",
    "#comment",
    "img src=/c",
  ]);
});

describe("markup that reads as another when it is read twice", () => {
  test.each([
    ["xmp", `<xmp>${ATTACK}</xmp>`],
    ["xmp with a script", "<xmp><script>alert(1)</script></xmp>"],
    ["noscript", `<noscript><p title="</noscript>${ATTACK}">`],
    ["a style in SVG", `<svg><style>${ATTACK}</style></svg>`],
    [
      "a style in MathML",
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
    ],
    ["a title", `<title><a title="</title>${ATTACK}">`],
    ["a textarea", `<textarea><a title="</textarea>${ATTACK}">`],
    ["plaintext", `<plaintext>${ATTACK}`],
    ["listing", `<listing>&lt;img src=x onerror=alert(1)&gt;</listing>`],
    ["noembed", `<noembed><a title="</noembed>${ATTACK}"></noembed>`],
    ["noframes", `<noframes><a title="</noframes>${ATTACK}"></noframes>`],
    ["a document in a frame", `<iframe srcdoc="${ATTACK}"></iframe>`],
    ["a template", `<template>${ATTACK}</template>`],
    ["a template with a shadow", `<div><template shadowrootmode="open">${ATTACK}</template></div>`],
    ["a declaration", `<! foo-->">${ATTACK}`],
    ["a processing instruction", `<?xml >${ATTACK}?>`],
    ["CDATA", `<![CDATA[<script>alert(1)</script>]]>`],
    ["CDATA in SVG", `<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>`],
    ["a comment that ends early", `<!--> ${ATTACK} -->`],
    ["a comment that ends oddly", `<!-- a --!> ${ATTACK} -->`],
    ["a select", `<select><style></select>${ATTACK}`],
    ["an option", `<select><option><p title="</option></select>${ATTACK}">`],
    ["a form in a form", `<form><math><mtext></form><form><mglyph><style></math>${ATTACK}`],
    ["an annotation", `<math><annotation-xml encoding="text/html"><style><!--</style>${ATTACK}`],
    ["a foreign object", `<svg></p><style><a id="</style>${ATTACK}">`],
    ["a table in a table", `<table><tr><td><table><svg><style><img src=x onerror=alert(1)>`],
    ["backticks", "<img alt=`><img src=x onerror=alert(1)>`>"],
    ["a tag in a tag", `<<script>alert(1)//<</script>`],
    ["half a tag", `<img src=x onerror=alert(1) `],
    ["NUL in a name", `<scr\0ipt>alert(1)</scr\0ipt><img src=x on\0error=alert(1)>`],
  ])("%s", (_, html) => {
    for (const markup of [html, `<p>a</p>${html}<p>b</p>`, `<table><tr><td>${html}`, `<b>${html}</b>`]) {
      const once = safe(markup);
      expect(unlistedMarkup(once)).toEqual([]);
      expect(unlistedMarkup(safe(once))).toEqual([]);
    }
  });

  test("what is written as text stays text, however often it is read", () => {
    const once = safe("&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;");
    expect(once).toBe("&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;b&amp;gt;");
    expect(safe(once)).toBe(once);
  });
});

describe("an address that does something", () => {
  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "jav&#x09;ascript:alert(1)",
    "jav&#10;ascript:alert(1)",
    "&#1;javascript:alert(1)",
    "javascript&colon;alert(1)",
    " \u00a0javascript:alert(1)",
    "\u200Bjavascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "data:image/svg+xml,<svg onload=alert(1)>",
    "vbscript:x",
    "file:///etc/passwd",
    "blob:https://a.example/1",
    "about:blank",
    "view-source:https://a.example/",
    "mailto:a@b.example",
    "intent://a#Intent;end",
  ])("%s", (address) => {
    const html = safe(`<a href="${address}">a</a><img src="${address}" alt="b">`);
    expect(unlistedMarkup(html)).toEqual([]);
    expect(html).not.toMatch(/(?:href|src)="(?!https:\/\/site\.example\/)/);
  });

  test.each([
    "srcset='javascript:x 1x'",
    "background='/x'",
    "action='/x'",
    "formaction='/x'",
    "ping='/x'",
    "xlink:href='/x'",
    "style='background:url(/x)'",
    "style='position:fixed;inset:0'",
    "id='__proto__'",
    "id='location'",
    "name='constructor'",
    "class='x'",
    "target='_blank'",
    "is='x'",
    "slot='x'",
    "contenteditable",
    "autofocus onfocus=x",
    "ONCLICK=x",
    "on\0click=x",
    "on\nclick=x",
    "data-x='1'",
    "aria-hidden='true'",
    "constructor='x'",
    "__proto__='x'",
  ])("goes out of every element: %j", (attribute) => {
    for (const tag of ["a", "img", "p", "td", "div", "blockquote", "q", "ol", "li", "table"])
      expect(unlistedMarkup(safe(`<${tag} ${attribute}>x`))).toEqual([]);
  });

  test.each([
    "<video poster='/x' src='/y'><source src='/z'></video>",
    "<audio src='/x' autoplay></audio>",
    "<object data='/x'><param name='a' value='b'></object>",
    "<embed src='/x'>",
    "<applet code='x'></applet>",
    "<form action='/x'><input name='a'><button formaction='/y'>b</button></form>",
    "<meta http-equiv='refresh' content='0;url=/x'>",
    "<base href='//evil.example/'><a href='y'>a</a>",
    "<link rel='import' href='/x'>",
    "<link rel='stylesheet' href='/x'>",
    "<style>@import '/x'</style>",
    "<body background='/x' onload='y'>",
    "<html manifest='/x'>",
    "<frameset><frame src='/x'></frameset>",
    "<portal src='/x'></portal>",
    "<dialog open>x</dialog>",
    "<marquee onstart='x'>x</marquee>",
    "<svg><use href='/x#y'/><image href='/z'/></svg>",
    "<math href='javascript:x'>x</math>",
    "<picture><source srcset='/x'><img src='/y'></picture>",
  ])("is not loaded by %s", (html) => {
    const kept = safe(html);
    expect(unlistedMarkup(kept)).toEqual([]);
    expect(kept).not.toMatch(/evil|\/x/);
  });
});

describe("what spies on the reader goes", () => {
  test.each([
    '<img src="/x" width="1" height="1">',
    '<img src="/x" width="0" height="0">',
    '<img src="/x" width="1px" height="1px" alt="">',
  ])("%s", (html) => {
    // The sanitizer keeps pictures of any size.
    expect(safe(`a${html}b`)).toBe("ab");
  });

  test("and a picture that can be seen stays", () => {
    expect(safe('<img src="/x" width="1" height="20"><img src="/y">')).toMatch(/^<img [^>]*><img [^>]*>$/);
  });

  test("credentials in an address", () => {
    // The sanitizer keeps them, and a browser sends them.
    expect(safe('<a href="https://user:secret@a.example/b">c</a>')).toBe(
      '<a href="https://a.example/b">c</a>',
    );
  });
});

const KNOWN = ["a", "p", "b", "img", "br", "div", "ul", "li", "table", "tr", "td", "h2", "pre", "span", "q"];
const OTHER =
  "script style svg math mtext mglyph title textarea noscript template iframe plaintext xmp form select option listing noembed caption colgroup col".split(
    " ",
  );
const attribute = fc.constantFrom(
  "",
  ' href="javascript:x"',
  ' href="jav&#9;ascript:x"',
  " href=//a.example/",
  ' src="data:x"',
  ' src="/b"',
  " onload=x",
  ' title="</a><script>"',
  ' title="--&gt;&lt;img src=1 onerror=x&gt;"',
  ' alt="a>b"',
  " src=`x`",
  " colspan=2",
  " id=x name=y",
);
const words = fc.constantFrom(
  "&lt;script&gt;",
  "&amp;lt;",
  "&#60;",
  "&nbsp;",
  "&",
  ">",
  '"',
  "'",
  "\0",
  " ",
  "a",
  "-->",
);
const debris = fc.constantFrom(
  "<",
  "</",
  "<!--",
  "--!>",
  "<![CDATA[",
  "]]>",
  "<?",
  "<!",
  "<a ",
  "\uD83D",
  "\u202E",
);

function markupOf(tags: readonly string[], other: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const name = fc.constantFrom(...tags);
  const start = fc.tuple(name, attribute).map(([tag, said]) => `<${tag}${said}>`);
  const end = name.map((tag) => `</${tag}>`);
  return fc.array(fc.oneof(start, end, other), { maxLength: 30 }).map((pieces) => pieces.join(""));
}

describe("of hostile fragments in any order", () => {
  const hostile = markupOf([...KNOWN, ...OTHER], fc.oneof(words, debris));

  test("a browser's parser finds only what is listed", () => {
    fc.assert(
      fc.property(hostile, (html) => {
        expect(unlistedMarkup(safe(html))).toEqual([]);
      }),
      { numRuns: 1_000 },
    );
  });

  test("and also when what is safe is made safe again", () => {
    fc.assert(
      fc.property(hostile, (html) => {
        expect(unlistedMarkup(safe(safe(html)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  test("what is safe stays as it is when it is made safe again", () => {
    fc.assert(
      fc.property(markupOf(KNOWN, fc.oneof(words, debris)), (html) => {
        const once = safe(html);
        expect(safe(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });
});
