import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readableLine } from "../../../../src/normalize/html/readable-line.ts";

const codePoints = (...ranges: [from: number, to: number][]): string[] =>
  ranges.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  );

const DIRECTION = codePoints([0x61c, 0x61c], [0x200e, 0x200f], [0x202a, 0x202e], [0x2066, 0x2069]);
const WITHOUT_WIDTH = codePoints(
  [0xad, 0xad],
  [0x200b, 0x200b],
  [0x2060, 0x2060],
  [0xfeff, 0xfeff],
  [0xe0000, 0xe007f],
);

describe("what nobody sees is taken out of a line", () => {
  test.each([
    ["controls of the writing direction", DIRECTION],
    ["characters without width, and tags", WITHOUT_WIDTH],
  ])("%s", (_, characters) => {
    for (const character of characters) {
      expect(readableLine(`a${character}b`)).toBe("ab");
      expect(readableLine(`a&#${character.codePointAt(0)};b`)).toBe("ab");
    }
  });

  test("a name of a file that reads as another one is seen as it is", () => {
    expect(readableLine("invoice\u202Efdp.exe\u202C")).toBe("invoicefdp.exe");
  });

  test("space that it leaves behind is one", () => {
    expect(readableLine("\u200B a \u200B \uFEFF b \u2060")).toBe("a b");
  });

  test("a line of nothing else is empty", () => {
    expect(readableLine([...DIRECTION, ...WITHOUT_WIDTH].join(""))).toBe("");
  });
});

describe("a joiner stays where it changes what is seen", () => {
  test.each([
    ["Persian", "می\u200Cخواهم"],
    ["Hindi", "क्\u200Dष"],
    ["Malayalam", "ന്\u200D"],
    ["a family", "👨\u200D👩\u200D👧"],
    ["an emoji with a colour of skin", "👩🏽\u200D💻"],
    ["an emoji with a variation selector", "🏳\uFE0F\u200D🌈"],
  ])("%s", (_, line) => {
    expect(readableLine(line)).toBe(line);
  });

  test.each([
    ["between Latin letters", "Micro\u200Csoft Win\u200Ddows", "Microsoft Windows"],
    ["between Cyrillic letters", "Ки\u200Cев", "Киев"],
    ["after space and at the start", "\u200Da \u200Cb", "a b"],
    ["between spaces", "a \u200C \u200D b", "a b"],
    ["after an emoji that nothing is joined to", "👍\u200D a", "👍 a"],
    ["after another joiner", "می\u200C\u200C\u200D\u200Cخواهم", "می\u200Cخواهم"],
  ])("and goes where it does not: %s", (_, line, seen) => {
    expect(readableLine(line)).toBe(seen);
  });
});

describe("marks on a letter", () => {
  test.each([
    ["that a language has stay", "Việt, naïve, क्षि, שָׁלוֹם"],
    ["of an emoji stay", "❤\uFE0F 1\uFE0F\u20E3"],
    ["stay up to eight", `a${"\u0301".repeat(8)}b`],
  ])("%s", (_, line) => {
    expect(readableLine(line)).toBe(line);
  });

  test.each([
    ["500 of one kind", `Z${"\u0301".repeat(500)}algo`],
    ["500 written as references", `Z${"&#769;".repeat(500)}algo`],
    ["500 with something invisible between them", `Z${"\u0301\u200B".repeat(500)}algo`],
    ["500 with joiners between them", `Z${"\u0301\u200D".repeat(500)}algo`],
  ])("are cut to eight: %s", (_, line) => {
    expect(readableLine(line)).toBe(`Z${"\u0301".repeat(8)}algo`);
  });

  test("with joiners that a script needs are cut too", () => {
    const line = readableLine(`क${"\u094D\u200D".repeat(500)}ष`);
    expect(line).toBe(`क${"\u094D\u200D".repeat(8)}ष`);
  });
});

describe("the letters are the publisher's", () => {
  test.each([
    ["look-alikes", "Аррlе and Apple"],
    ["wide and ornamental letters", "Ａｐｐｌｅ 𝔸pple ﬁ ①"],
    ["composed and decomposed ones", "é e\u0301"],
    ["line of right-to-left script", "שלום עולם، سلام"],
  ])("%s stay", (_, line) => {
    expect(readableLine(line)).toBe(line);
  });
});

test.each([
  ["line breaks of every kind", "a\r\nb\u2028c\u2029d\u0085e\vf", "a b c d e f"],
  ["a forged line of a log", 'a\n{"level":50,"msg":"b"}', 'a {"level":50,"msg":"b"}'],
  ["colours of a terminal", "\u001B[31ma\u001B[0m", "a"],
  ["a title of a terminal", "\u001B]0;b\u0007a", "a"],
  ["a link of a terminal", "\u001B]8;;https://b.example/\u0007a\u001B]8;;\u0007", "a"],
  ["control sequences in one byte", "\u009B31ma", "a"],
  ["references to them", "&#27;[31ma&#x9b;0m&NewLine;b", "a›0m b"],
  ["half a character", "a\uD83Db\uDE00", "a\uFFFDb\uFFFD"],
  ["references to half a character and to none", "a&#xD800;&#x110000;&#0;", "a\uFFFD\uFFFD\uFFFD"],
  ["entities of entities, decoded once", "AT&amp;amp;T &amp;lt;b&amp;gt;", "AT&amp;T &lt;b&gt;"],
])("%s make no second line and nothing happen", (_, html, line) => {
  expect(readableLine(html)).toBe(line);
});

/** The time limit of the test is the assertion. */
test.each([
  ["marks", "\u0301"],
  ["joiners", "\u200D"],
  ["marks and joiners", "\u094D\u200D"],
  ["emoji", "👩\u200D"],
  ["invisible characters", "\u200B"],
  ["space", " "],
  ["unfinished tags", "<a "],
  ["unfinished references", "&am"],
  ["unfinished control sequences", "\u001B]0;"],
  ["parameters of one control sequence", ";1"],
])("a megabyte of %s is read in time", (_, piece) => {
  expect(readableLine(`\u001B[${piece.repeat(1_000_000 / piece.length)}`).isWellFormed()).toBe(true);
});

test("of any text, a line is one line, well-formed, without anything invisible or a tower of marks", () => {
  const fragment = fc.oneof(
    fc.constantFrom(...DIRECTION, ...WITHOUT_WIDTH, "\u200C", "\u200D", "\u0301", "\u094D", "क", "م", "👩"),
    fc.constantFrom("&#8238;", "&zwnj;", "&zwj;", "&#769;", "&shy;", "<b>", "</b>", "<br>", "\uD83D", "\n"),
    fc.string({ unit: "binary", maxLength: 3 }),
  );
  const text = fc.array(fragment, { maxLength: 40 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(text, (html) => {
      const line = readableLine(html);
      expect(line.isWellFormed()).toBe(true);
      expect(line).not.toMatch(/^\s|\s$|\s{2}|[\n\r\u2028\u2029\p{Cc}]|\p{M}{9}/u);
      expect([...DIRECTION, ...WITHOUT_WIDTH].filter((character) => line.includes(character))).toEqual([]);
    }),
    { numRuns: 500 },
  );
});
