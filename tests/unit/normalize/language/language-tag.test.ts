import { expect, test } from "vitest";
import { languageTag } from "../../../../src/normalize/language/language-tag.ts";

test.each([
  ["en", "en"],
  ["EN-us", "en-US"],
  ["en_GB", "en-GB"],
  [" de ", "de"],
  ["zh-hans-cn", "zh-Hans-CN"],
  ["de-de-1996", "de-DE-1996"],
  ["fil", "fil"],
])("%j is %s", (value, tag) => {
  expect(languageTag(value)).toBe(tag);
});

test.each([
  null,
  "",
  "  ",
  "English",
  "german",
  "en-us, de",
  "en;q=0.8",
  "e",
  "en-",
  "-en",
  "12",
  "x-default",
  "日本語",
])("%j is no language tag", (value) => {
  expect(languageTag(value)).toBeNull();
});
