import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { edgeLines, withoutFurniture } from "../../../../src/dedupe/text/furniture.ts";

const BANNER = "Make a donation to keep this site alive!";
const FOOTER = "Join our mailing list";
const BODY = [
  "The dam above the town held on Monday, engineers said after they had looked at its walls.",
  "Water had risen for a week, and people in the valley were told to sleep elsewhere.",
  "They may go home today.",
].join("\n");

/** A text without lines that so many other texts of its outlet have. */
function cleaned(text: string, repeated: readonly string[], times = 2): string {
  const known = new Set(repeated.map((line) => edgeLines(`${line}\nAny other line`)[0]));
  return withoutFurniture(text, (line) => (known.has(line) ? times : 0));
}

describe("what an outlet puts around every text is cut", () => {
  test("a banner and a footer", () => {
    expect(cleaned(`${BANNER}\n${BODY}\n${FOOTER}`, [BANNER, FOOTER])).toBe(BODY);
  });

  test("a banner with a number in a name", () => {
    const banner = "UNITED24 - Make a donation!";
    expect(cleaned(`${banner}\n${BODY}`, [banner])).toBe(BODY);
  });

  test("a line with a year, such as a notice of rights", () => {
    const rights = "(c) 2026 The Tarvo Post";
    expect(cleaned(`${BODY}\n${rights}`, [rights])).toBe(BODY);
  });

  test("several lines, with empty ones between them", () => {
    expect(cleaned(`${BANNER}\n\n${FOOTER}\n\n${BODY}`, [BANNER, "", FOOTER])).toBe(BODY);
  });
});

describe("what belongs to a text is kept", () => {
  test("a line that one other text has", () => {
    expect(cleaned(`${BANNER}\n${BODY}`, [BANNER], 1)).toBe(`${BANNER}\n${BODY}`);
  });

  test("a repeated line inside of it", () => {
    const text = `${BODY}\n${FOOTER}\n${BODY}`;
    expect(cleaned(text, [FOOTER])).toBe(text);
  });

  test("rows of a table, which state figures", () => {
    const rows = ["Shr 14 cts vs 12 cts", "Net 1,200 vs 900"];
    const text = [...rows, BODY].join("\n");
    expect(edgeLines(rows.join("\n"))).toEqual([]);
    expect(cleaned(text, rows)).toBe(text);
  });

  test("lines of one length into which a sentence was broken", () => {
    const text =
      "The dam above the town held on\nMonday, engineers said after they\nhad looked at its walls.";
    expect(edgeLines(text)).toHaveLength(1);
    expect(cleaned(text, text.split("\n").slice(1))).toBe(text);
  });

  test("a text of one line", () => {
    expect(edgeLines(BANNER)).toEqual([]);
    expect(cleaned(BANNER, [BANNER])).toBe(BANNER);
  });

  test("a text of which too little would be left", () => {
    const text = `${BANNER}\nIt held.\n${FOOTER}`;
    expect(cleaned(text, [BANNER, FOOTER])).toBe(text);
  });
});

test("of a long text, only lines at the ends are remembered, each once", () => {
  const letters = "abcdefghijklmnopqrstuvwxyz".split("").map((letter) => `Line ${letter}`);
  expect(edgeLines([...letters, "Line a"].join("\n"))).toHaveLength(15);
});

test("whatever is repeated, no less than 30 % is left, and what is left is one part of the text", () => {
  const line = fc.constantFrom("A", "B", "Some longer line of text", "C 4", "", "goes on", "Another line");
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.array(fc.nat(3), { maxLength: 7 }), (lines, counts) => {
      const text = lines.join("\n");
      const left = withoutFurniture(text, (hash) => counts[hash.length % 7] ?? 0);
      expect(text).toContain(left);
      expect(left.length).toBeGreaterThanOrEqual(text.length * 0.3);
    }),
  );
});
