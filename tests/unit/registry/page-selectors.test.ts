import { describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { readYamlFeeds } from "../../../src/registry/yaml-feeds.ts";
import { messageOf } from "../../support/builders.ts";

const mistakesIn = (page: string): string =>
  messageOf(
    () => readYamlFeeds(`feeds:\n  - url: https://a.example/\n    page:${page}`, "feeds.yaml"),
    ConfigError,
  );

test("a feed may be a page: the item's selector suffices", () => {
  const text = "feeds:\n  - url: https://a.example/news\n    page: { item: '#news > li:not(.ad)' }\n";
  expect(readYamlFeeds(text, "feeds.yaml")[0]?.page).toEqual({
    item: "#news > li:not(.ad)",
    link: null,
    title: null,
    date: null,
    summary: null,
  });
});

describe("a mistake is told with line and word", () => {
  test.each([
    ["no mapping", " li\n", "feeds.yaml:3: page: must be selectors: item, and others"],
    ["no item", "\n      link: a\n", "feeds.yaml:4: item: must be a CSS selector"],
    ["a word that is unknown", "\n      item: a\n      titel: b\n", 'feeds.yaml:5: unknown word "titel"'],
    ["a number", "\n      item: a\n      date: 5\n", "feeds.yaml:5: date: must be a CSS selector"],
    ["an empty selector", "\n      item: ''\n", "feeds.yaml:4: item: must not be empty"],
    [
      "siblings in general",
      "\n      item: h2 ~ p\n",
      'feeds.yaml:4: item: "~" is not supported: name a class, or use ">" or "+"',
    ],
  ])("%s", (_, page, message) => {
    expect(mistakesIn(page)).toBe(message);
  });

  test.each(["li.", "li[", "li:hovering", "li::before", "li >", "a:not("])("the selector %s", (selector) => {
    expect(mistakesIn(`\n      item: a\n      link: '${selector}'\n`)).toMatch(
      /^feeds\.yaml:5: link: ".*" is not a CSS selector: [^\n]+$/,
    );
  });

  test.each(['a[rel~="next"]', 'a[title="~"]'])(
    "but not a tilde that means something else: %s",
    (selector) => {
      const text = `feeds:\n  - url: https://a.example/\n    page: { item: '${selector}' }\n`;
      expect(readYamlFeeds(text, "feeds.yaml")[0]?.page?.item).toBe(selector);
    },
  );
});
