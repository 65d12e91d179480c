import { expect, test } from "vitest";
import { holdsFunctionWords } from "../../../../src/normalize/language/detect-language.ts";
import { readWriting } from "../../../../src/normalize/language/writing.ts";
import { NEWS } from "../../../support/news-languages.ts";

const RELATIVES: ReadonlySet<string> = new Set(["da no", "no da", "cs sk", "sk cs", "id ms"]);

test.each(Object.keys(NEWS))("a text in %s holds the frequent words of no other language", (language) => {
  const { words } = readWriting(NEWS[language] ?? "");
  const others = [...Object.keys(NEWS), "ms"].filter((other) => other !== language);
  const held = others.filter((other) => holdsFunctionWords(words, other));
  expect(held.filter((other) => !RELATIVES.has(`${language} ${other}`))).toEqual([]);
});

test.each(["en", "de", "ru", "fa", "nl", "ur"])("a text in %s holds its own", (language) => {
  expect(holdsFunctionWords(readWriting(NEWS[language] ?? "").words, language)).toBe(true);
});

test("one of them, or two among many words, prove nothing", () => {
  expect(holdsFunctionWords(["the", "mail"], "en")).toBe(false);
  expect(holdsFunctionWords(["the", "mail", "and", "file"], "en")).toBe(true);
  expect(holdsFunctionWords([...Array.from({ length: 50 }, () => "mot"), "the", "and"], "en")).toBe(false);
});

test("a language without a table holds none", () => {
  expect(holdsFunctionWords(["the", "and", "xx"], "xx")).toBe(false);
});
