import * as fc from "fast-check";
import { Parser } from "htmlparser2";
import { describe, expect, test } from "vitest";
import { readableLine } from "../../../../src/normalize/html/readable-line.ts";
import { readableText } from "../../../../src/normalize/html/readable-text.ts";
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

describe("of any markup", () => {
  const TAGS = new Set(
    "a abbr b blockquote br code dd del div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img ins li ol p pre q s small span strong sub sup table tbody td tfoot th thead tr u ul".split(
      " ",
    ),
  );
  const ATTRIBUTES = new Set(["href", "src", "title", "alt", "width", "height", "colspan", "rowspan"]);
  const attribute = fc.constantFrom(
    "",
    ' href="javascript:x"',
    " href=//a.example/",
    ' src="data:x"',
    " onload=x",
    ' title="</a><script>"',
    " title='\"'",
    ' alt="a>b"',
    " src=`x`",
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
  const debris = fc.oneof(
    words,
    fc.constantFrom("<", "</", "<!--", "<![CDATA["),
    fc.string({ maxLength: 4 }),
  );
  const markupOf = (tags: readonly string[], other: fc.Arbitrary<string>): fc.Arbitrary<string> => {
    const name = fc.constantFrom(...tags);
    const start = fc.tuple(name, attribute).map(([tag, said]) => `<${tag}${said}>`);
    const end = name.map((tag) => `</${tag}>`);
    const piece = fc.oneof(start, end, other);
    return fc.array(piece, { maxLength: 25 }).map((pieces) => pieces.join(""));
  };
  const known = ["a", "p", "b", "img", "br", "div", "ul", "li", "table", "tr", "td", "h2", "pre", "span"];
  const unknown = [
    "script",
    "style",
    "svg",
    "math",
    "textarea",
    "title",
    "noscript",
    "template",
    "iframe",
    "plaintext",
    "xmp",
    "form",
  ];
  const markup = markupOf([...known, ...unknown], debris);

  /** Everything in a text that is not on the list, as a parser of its own finds it. */
  function findings(html: string): string[] {
    const found: string[] = [];
    const parser = new Parser({
      onopentag(name, attribs) {
        if (!TAGS.has(name)) found.push(`<${name}>`);
        for (const [key, value] of Object.entries(attribs)) {
          if (!ATTRIBUTES.has(key)) found.push(key);
          if ((key === "href" || key === "src") && !/^https?:\/\//.test(value)) found.push(`${key}=${value}`);
        }
      },
      oncomment: (text) => void found.push(`<!--${text}-->`),
    });
    parser.end(html);
    return found;
  }

  test("only listed tags, attributes and web addresses are left", () => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(findings(safe(html))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  /** Without unknown elements: `<p>` may hold one that holds a `<div>`, and once it is gone the `<div>` ends the `<p>`. */
  test("what is safe stays as it is when it is made safe again", () => {
    fc.assert(
      fc.property(markupOf(known, words), (html) => {
        const once = safe(html);
        expect(safe(once)).toBe(once);
      }),
      { numRuns: 500 },
    );
  });

  test("the text has no empty lines and no space that nobody sees", () => {
    fc.assert(
      fc.property(markup, (html) => {
        expect(readableText(html)).not.toMatch(/^\s|\s$|\n\n|[^\S\n]{2}| \n|\n /);
        expect(readableLine(html)).not.toMatch(/^\s|\s$|\s{2}|\n/);
      }),
      { numRuns: 500 },
    );
  });
});

describe("what a reader sees", () => {
  test.each([
    ["plain text as it is", "1 > 2, \"a\" and 'b'", "1 > 2, \"a\" and 'b'"],
    ["plain text in its lines", "a\n\n  b \t c\r\nd", "a\nb c\nd"],
    ["a line for each paragraph", "<p>a</p><p>b</p>", "a\nb"],
    ["a line for each item and cell", "<ul><li>a<li>b</ul><table><tr><td>c<td>d</table>", "a\nb\nc\nd"],
    ["a line after a break", "a<br>b<br/>c<hr>d", "a\nb\nc\nd"],
    ["headings on their own", "a<h2>b</h2>c", "a\nb\nc"],
    ["words that markup divides as one", "Wire<b>fold</b>", "Wirefold"],
    ["space between words, however it is written", "a\n  b\t<b> c </b>&nbsp;d", "a b c d"],
    [
      "entities, decoded once",
      "AT&amp;T &lt;b&gt; &amp;lt; &#8212; &eacute; &#x1F600;",
      "AT&T <b> &lt; — é 😀",
    ],
    ["an ampersand that is none of an entity", "a & b &c; &", "a & b &c; &"],
    ["a less-than sign that opens nothing", "<p>1 < 2</p>", "1 < 2"],
    ["nothing of scripts, styles and frames", "a<script>b</script><style>c</style><iframe>d</iframe>e", "ae"],
    [
      "nothing of what stands in for something",
      "a<noscript>b<b>c</b></noscript><template>d</template><object>e</object>f",
      "af",
    ],
    ["nothing of comments", "a<!-- b -->c", "ac"],
    ["the text of a picture not at all", 'a<img alt="b" src="c">d', "ad"],
    ["nothing where there is nothing", "<p> </p>&nbsp;<br>", ""],
    ["text after an end tag that closes nothing", "</script></p>a</b>b", "ab"],
  ])("is %s", (_, html, text) => {
    expect(readableText(html)).toBe(text);
  });

  test("on one line has no line breaks", () => {
    expect(readableLine("<p>a</p>\n<p>b<br>c</p>")).toBe("a b c");
  });
});

/** The time limit of the test is the assertion: an HTML parser takes quadratic time in the number of open elements. */
describe("a text of a megabyte is read in time when it is", () => {
  test.each([
    ["all open elements", "<b>"],
    ["all open elements of two kinds", "<b><i>"],
    ["elements closed in the wrong order", "<b></i>"],
    ["less-than signs", "<"],
    ["ampersands", "&"],
    ["unfinished comments", "<!--"],
    ["space", " "],
  ])("%s", (_, piece) => {
    const html = `<p>start</p>${piece.repeat(1_000_000 / piece.length)}`;
    expect(readableText(html)).toMatch(/^start/);
    expect(safe(html)).toMatch(/^<p>start<\/p>/);
  });
});

test("elements that nobody closes cost the text behind them only when there are a thousand", () => {
  const html = `${"<font><b>a ".repeat(400)}<p>the end</p>`;
  expect(readableText(html)).toMatch(/the end$/);
});
