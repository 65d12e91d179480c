import { expect, test } from "vitest";
import { readWriting } from "../../../../src/normalize/language/writing.ts";

test.each([
  ["words, in lower case", "The Mail, and File", ["the", "mail", "and", "file"]],
  ["accents", "L’opérateur «Free»", ["l", "opérateur", "free"]],
  ["no ids and versions", "CVE-2026-21510 in v2.1 of APT29", ["in", "of"]],
  [
    "no addresses and files",
    "see https://a.example/x, user@a.example and cmd.exe or C:\\temp",
    ["see", "and", "or"],
  ],
  ["a word at the end of a sentence", "It ends. Now.", ["it", "ends", "now"]],
  ["words behind an id without a space", "脆弱性CVE-2026-21510を修正", ["脆弱性", "を", "修正"]],
  ["scripts apart", "Газпромbank", ["газпром", "bank"]],
  ["nothing of nothing", "", []],
])("reads %s", (_, text, words) => {
  expect(readWriting(text).words).toEqual(words);
});

test.each([
  ["latn", "the script of most letters", "Hello Мир", 5 / 8],
  ["kana", "Chinese characters with kana", "攻撃を受けた病院では", 1],
  ["hani", "a little kana", "中国公司攻击政府部门服务器のA", 14 / 15],
  ["arab", "digits and vowels", "گفت ۱۲۳ سَلام", 1],
  [null, "no letters", "123 — 😀 …", 0],
])("says %s for %s", (script, _, text, share) => {
  const writing = readWriting(text);
  expect(writing.script).toBe(script);
  expect(writing.share).toBeCloseTo(share);
});

test("stops after a few hundred characters, even amid a word", () => {
  expect(readWriting("a".repeat(1_000_000)).letters).toBe(400);
});
