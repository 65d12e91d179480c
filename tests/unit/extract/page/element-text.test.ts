import { expect, test } from "vitest";
import { elementText, firstNodes } from "../../../../src/extract/page/element-text.ts";
import { readPage } from "../../../../src/extract/page/read-page.ts";

test("the text of an element is one line, in the order of the page, without scripts", () => {
  const page = readPage(
    "<p>By <b>Jane <i>Doe</i></b><script>track()</script>\n <span>for a paper</span></p>",
  );
  expect(elementText(page, 100)).toBe("By Jane Doe for a paper");
});

test("no more of it is read than was asked for", () => {
  expect(elementText(readPage(`<p>${"word ".repeat(10_000)}</p>`), 19)).toBe("word word word word");
});

test("an element with endless others in it is looked at so far and no further", () => {
  const page = readPage(`${"<i></i>".repeat(50_000)}<b>late</b>`);
  expect([...firstNodes(page)].length).toBeLessThanOrEqual(2_000);
  expect(elementText(page, 100)).toBe("");
});
