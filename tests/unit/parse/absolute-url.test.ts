import { expect, test } from "vitest";
import { absoluteUrl } from "../../../src/parse/absolute-url.ts";

const BASE = "https://site.example/news/feed.xml?page=2";

test.each([
  ["an absolute address", "https://other.example/a", "https://other.example/a"],
  ["an address with space around it", "\n https://other.example/a \n", "https://other.example/a"],
  ["a path", "/a?b=c#d", "https://site.example/a?b=c#d"],
  ["a relative path", "../a", "https://site.example/a"],
  ["a query alone", "?page=3", "https://site.example/news/feed.xml?page=3"],
  ["no scheme", "//cdn.example/a.mp3", "https://cdn.example/a.mp3"],
  ["another scheme", "mailto:ann@site.example", "mailto:ann@site.example"],
  ["what no browser can follow", "https://[nope", "https://[nope"],
])("%s", (_, address, expected) => {
  expect(absoluteUrl(address, BASE)).toBe(expected);
});

test.each([null, undefined, "", " \n"])("%j is no address", (address) => {
  expect(absoluteUrl(address, BASE)).toBeNull();
});

test("without a base, a relative address stays relative", () => {
  expect(absoluteUrl(" /a ", null)).toBe("/a");
  expect(absoluteUrl("HTTPS://Site.Example", null)).toBe("https://site.example/");
});
