import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readableLine } from "../../../../src/normalize/html/readable-line.ts";
import { readableText } from "../../../../src/normalize/html/readable-text.ts";
import { safeHtml } from "../../../../src/normalize/html/safe-html.ts";

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

test("the text of any markup has no empty lines and no space that nobody sees", () => {
  const piece = fc.constantFrom(
    ..."<p> </p> <br> <b> </b> <li> <td> <script> </script> &nbsp; \n \t a".split(" "),
    " ",
    "&amp;lt;",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 25 }), (pieces) => {
      const html = pieces.join("");
      expect(readableText(html)).not.toMatch(/^\s|\s$|\n\n|[^\S\n]{2}| \n|\n /);
      expect(readableLine(html)).not.toMatch(/^\s|\s$|\s{2}|\n/);
    }),
    { numRuns: 500 },
  );
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
    expect(safeHtml(html, null)).toMatch(/^<p>start<\/p>/);
  });
});

test("elements that nobody closes cost the text behind them only when there are a thousand", () => {
  const html = `${"<font><b>a ".repeat(400)}<p>the end</p>`;
  expect(readableText(html)).toMatch(/the end$/);
});
