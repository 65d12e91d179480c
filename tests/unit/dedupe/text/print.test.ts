import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keptTitle } from "../../../../src/dedupe/text/print.ts";
import { cutOff, DAM, misread, typographic } from "../../../support/news.ts";
import { fingerprintOf, printOf, type Said } from "../../../support/prints.ts";

const dateline = "TARVO, March 1 (Reuters) - ";

describe("a fingerprint does not change with", () => {
  const ASCII = `Dam holds - "for now", 10-15 metres don't count... 1990-1995 did, O'Neil said -- twice`;
  const plain = fingerprintOf({ title: DAM.title, text: dateline + ASCII });

  /** What a word is, may differ: a name that begins a line is not seen to be one. */
  function expectSame(said: Said): void {
    const { print, keys } = fingerprintOf(said);
    expect(keys).toEqual(plain.keys);
    expect(print.content).toBe(plain.print.content);
  }

  test.each([
    ["quotes and dashes of a typographer", dateline + typographic(ASCII)],
    ["longer dashes", dateline + ASCII.replaceAll(" - ", " — ").replaceAll(" -- ", "—")],
    ["dashes between figures", dateline + ASCII.replaceAll(/(?<=\d)-(?=\d)/g, "–")],
    ["an ellipsis that is one character", dateline + ASCII.replace("...", "…")],
    ["the place of the dateline in small letters", dateline.replace("TARVO", "Tarvo") + ASCII],
    ["the agency of the dateline in capitals", dateline.replace("Reuters", "REUTERS") + ASCII],
    ["another agency", dateline.replace("Reuters", "AFP") + ASCII],
    ["no dateline", ASCII],
    ["spaces around it", `  ${dateline}${ASCII} \n `],
    ["spaces and breaks within it", dateline + ASCII.replaceAll(" ", " \n ")],
    ["spaces that do not break", dateline + ASCII.replaceAll(" ", "\u00a0")],
    ["misread characters", dateline + misread(typographic(ASCII))],
    ["letters of full width", dateline + ASCII.replace("Dam", "Ｄａｍ")],
  ])("%s", (_, text) => {
    expectSame({ title: DAM.title, text });
  });

  test.each([
    ["an outlet behind the title", `${DAM.title} - The Selmouth Post`],
    ["a label before the title", `UPDATE 1-${DAM.title}`],
    ["typographic quotes in the title", typographic(`"${DAM.title}"`)],
    ["capitals in the title", DAM.title.toUpperCase()],
  ])("%s", (_, title) => {
    expectSame({ title, text: dateline + ASCII });
  });

  test("how any text is set", () => {
    const word = fc.constantFrom(
      "dam",
      "Tarvo",
      "31",
      "1,200",
      "10-15",
      "don't",
      '"wall"',
      "-",
      "--",
      "(pumps)",
    );
    fc.assert(
      fc.property(fc.array(word, { minLength: 3, maxLength: 150 }), fc.nat(3), (words, spaces) => {
        const text = words.join(" ");
        const set = typographic(text)
          .replaceAll("--", "—")
          .replaceAll(/(?<=\d)-(?=\d)/g, "–");
        expect(fingerprintOf({ text: set + " ".repeat(spaces) })).toEqual(fingerprintOf({ text }));
      }),
    );
  });
});

describe("the content is another one", () => {
  const { content } = printOf(DAM);

  test.each([
    ["when a word of the text is another one", { ...DAM, text: DAM.text.replace("hurry", "rush") }],
    ["when the last word of the text is another one", { ...DAM, text: DAM.text.replace(/\w+\.$/, "end.") }],
    ["when a figure is another one", { ...DAM, text: DAM.text.replace("31", "32") }],
    ["when words change places", { ...DAM, text: DAM.text.replace("keep running", "running keep") }],
    ["when the title is another one", { ...DAM, title: "Valley cleared" }],
    ["when the title's last word moves into the text", { title: "A dam", text: "holds the water" }],
  ])("%s", (_, said) => {
    expect(printOf(said).content).not.toBe(content);
  });

  test("whether words stand in the title or in the text matters", () => {
    expect(printOf({ title: "A dam", text: "holds the water" }).content).not.toBe(
      printOf({ title: "A dam holds", text: "the water" }).content,
    );
  });
});

describe("keys", () => {
  const common = (a: readonly number[], b: readonly number[]): number =>
    a.filter((key) => b.includes(key)).length;
  const { keys } = fingerprintOf(DAM);

  test.each([
    ["a text that was cut off", { text: cutOff(DAM.text, 40) }, 2],
    ["its first sentence", { text: DAM.text.split("\n")[0] ?? "" }, 2],
    ["its title", { title: DAM.title }, 1],
    ["a copy behind an introduction", { text: `${"Some other outlet says. ".repeat(40)}\n${DAM.text}` }, 2],
  ])("of %s are among those of the whole", (_, part, least) => {
    expect(common(fingerprintOf(part).keys, keys)).toBeGreaterThanOrEqual(least);
  });

  test("are few enough for the index", () => {
    expect(keys.length).toBeLessThan(40);
    expect(new Set(keys).size).toBe(keys.length);
  });

  test("of an item of two words is one: it is known again by all that it says", () => {
    const [one, same, other] = ["Quake", "QUAKE", "Quakes"].map((title) => fingerprintOf({ title }).keys);
    expect(one).toHaveLength(1);
    expect(same).toEqual(one);
    expect(other).not.toEqual(one);
  });

  test("of a title of three words are none: too many stories have such a title", () => {
    expect(printOf({ title: "Morning news briefing" }).titleKey).toBe(0);
    expect(fingerprintOf({ title: "Morning news briefing" }).keys).not.toContain(0);
  });
});

test("a long text is told by 80 words and a sketch, a shorter one by 112, a short one by its words alone", () => {
  const first = (words: number): string => DAM.text.split(/\s+/).slice(0, words).join(" ");
  const shapes = [DAM.text, first(150), first(100), first(40)].map((text) => {
    const { lead, sketch, isWhole } = printOf({ text });
    return [lead.length, sketch.length, isWhole];
  });
  expect(shapes).toEqual([
    [80, 128, false],
    [112, 128, false],
    [100, 128, true],
    [40, 0, true],
  ]);
});

describe("a title is kept", () => {
  test("as it is, where it is short", () => {
    expect(keptTitle(DAM.title)).toBe(DAM.title);
    expect(keptTitle(null)).toBe("");
  });

  test("to 300 bytes, no character cut in half", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (title) => {
        const kept = keptTitle(title);
        expect(Buffer.byteLength(kept)).toBeLessThanOrEqual(300);
        expect(title.startsWith(kept) || /\ufffd/.test(title)).toBe(true);
        expect(keptTitle(kept)).toBe(kept);
      }),
    );
  });
});
