import { expect, test } from "vitest";
import { wantsPage } from "../../../src/pages/wants-page.ts";

const url = "https://site.example/a";
const text = (length: number, end = "."): string => "x".repeat(length - end.length) + end;

test.each([
  ["always, whatever the feed has", "always", { url, text: text(9_000) }, true],
  ["never", "never", { url, text: null }, false],
  ["not where nobody asks", null, { url, text: null }, false],
  ["where the feed has no text", "missing", { url, text: null }, true],
  ["where it has a summary", "missing", { url, text: text(300) }, true],
  ["where a longer text breaks off", "missing", { url, text: text(900, "[…]") }, true],
  ["not where it has a text that ends", "missing", { url, text: text(900) }, false],
  ["not where a long text ends with dots", "missing", { url, text: text(5_000, "...") }, false],
  ["not without an address", "always", { url: null, text: null }, false],
  ["not at an address of another kind", "always", { url: "urn:x", text: null }, false],
] as const)("a page is wanted %s", (_, fullText, item, wanted) => {
  expect(wantsPage(fullText, item)).toBe(wanted);
});
