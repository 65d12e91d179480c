import { describe, expect, test } from "vitest";
import { hashOf } from "../../../../src/dedupe/text/hash.ts";
import { COMMON, NAME, NUMBER, titleWordsOf, wordsOf } from "../../../../src/dedupe/text/words.ts";

const hashesOf = (text: string): number[] => wordsOf(text, Number.POSITIVE_INFINITY).hashes;

/** Words of this kind in a text that has a word between every two spaces. */
function wordsOfKind(text: string, wanted: number): string[] {
  const { kinds } = wordsOf(text, Number.POSITIVE_INFINITY);
  const words = text.split(/\s+/);
  expect(kinds).toHaveLength(words.length);
  return words.filter((_, at) => kinds[at] === wanted);
}

describe("words", () => {
  test.each([
    ["are compared in small letters", "The DAM holds", ["the", "dam", "holds"]],
    ["are joined by an apostrophe of either form", "don't o’neil", ["dont", "oneil"]],
    ["lose the end of a possessive", "Iran's dam, China’s river", ["iran", "dam", "china", "river"]],
    ["of a plural possessive are the plural", "the dams' walls", ["the", "dams", "walls"]],
    ["with points between letters are one", "the U.S. envoy", ["the", "us", "envoy"]],
    ["are apart at a hyphen", "twenty-five", ["twenty", "five"]],
    ["of Cyrillic are words", "Плотина держит воду", ["плотина", "держит", "воду"]],
    ["of Arabic are words", "السد يحبس الماء،", ["السد", "يحبس", "الماء"]],
    ["keep their marks", "café naïve", ["café", "naïve"]],
    ["of a Turkish capital are those of the small letter", "İZMİR", ["izmir"]],
    ["after a Turkish capital stand where they stood", "İİİ dam", ["iii", "dam"]],
  ])("%s", (_, text, words) => {
    expect(hashesOf(text)).toEqual(words.map((word) => hashOf(word)));
  });

  test.each([
    ["with a thousand's comma", "1,200", "1200"],
    ["with a point", "3.5", "3.5"],
    ["of a quotation on the exchange", "8-5/8", "8-5/8"],
    ["of a clock", "10:30", "10:30"],
    ["of other digits", "٣١", "٣١"],
  ])("a number %s is one word", (_, text, word) => {
    expect(hashesOf(text)).toEqual([hashOf(word)]);
  });

  test("a number is a word of its own beside its unit", () => {
    expect(hashesOf("40km")).toEqual(["40", "km"].map((word) => hashOf(word)));
  });
});

describe("scripts that are written without spaces", () => {
  test.each([
    ["Han", "水坝垮塌"],
    ["kana", "ダムがきた"],
    ["Thai", "เขอนพง"],
  ])("%s: a character is a word, together with the one before it", (_, text) => {
    const pairs = text.split("").map((character, at, all) => hashOf((all[at - 1] ?? "") + character));
    expect(hashesOf(text)).toEqual(pairs);
  });

  test("a vowel sign belongs to its character", () => {
    expect(hashesOf("เขื่อนพัง")).toHaveLength(6);
  });

  test("a Latin word between them is a word, and what follows begins anew", () => {
    expect(hashesOf("用Redis水")).toEqual(["用", "redis", "水"].map((word) => hashOf(word)));
  });
});

describe("figures", () => {
  test.each([
    ["counts and amounts", "killed 31 people and 1,200 sheep for 3.5 million", ["31", "1,200", "3.5"]],
    ["no years", "in 1987 and 2021", []],
    ["no clock times", "at 10:30 today", []],
    ["no day of a month", "on May 3 and on 14 March it", []],
    ["no day of a short month", "on Sept 30 it", []],
    ["a count behind a day", "on May 3 some 40 men", ["40"]],
    ["a long number behind a month", "since May 31,500 men", ["31,500"]],
    ["Arabic-Indic digits", "قتل ٣١ شخصا", ["٣١"]],
  ])("%s", (_, text, figures) => {
    expect(wordsOfKind(text, NUMBER)).toEqual(figures);
  });
});

describe("names", () => {
  test.each([
    ["are capitalized inside a sentence", "the dam near Tarvo failed", ["Tarvo"]],
    ["do not begin a text or a sentence", "Water rose. Boats left! Men ran? Dogs slept", []],
    ["do not begin a quotation", 'he said: "Water is coming" and “Boats are leaving” today', []],
    ["do not begin a line", "a short line\nAnother one", []],
    ["are not days and months", "on Monday and in March it", []],
    ["are not forms of address", "said Mr Orlo and Dr Venn", ["Orlo", "Venn"]],
    ["are not agencies", "told Reuters and AFP on the phone", []],
    ["are found in Cyrillic", "плотина у города Тарво держит", ["Тарво"]],
    ["are found in Turkish", "baraj yakın İzmir şehri", ["İzmir"]],
  ])("%s", (_, text, names) => {
    expect(wordsOfKind(text, NAME)).toEqual(names);
  });

  test("are told as far as is asked, words beyond it are only read", () => {
    const { hashes, kinds } = wordsOf("the dam near Tarvo failed", 2);
    expect([hashes.length, kinds.length]).toEqual([5, 2]);
  });
});

test("words that every title has are common in titles alone", () => {
  const { kinds } = titleWordsOf("The Dam Is over the Tarvo");
  expect(kinds.map((kind) => kind === COMMON)).toEqual([true, false, true, true, true, false]);
  expect(wordsOfKind("the dam is over", COMMON)).toEqual([]);
});
