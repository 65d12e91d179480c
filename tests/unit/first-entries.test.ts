import { describe, expect, test } from "vitest";
import { readFirstEntries, writeFirstEntries } from "../../src/first-entries.ts";

describe("what of a first document is emitted", () => {
  test.each([
    ["none", { newest: 0 }],
    ["1", { newest: 1 }],
    ["200", { newest: 200 }],
    ["90m", { seconds: 5_400 }],
    ["12h", { seconds: 43_200 }],
    ["7d", { seconds: 604_800 }],
  ])("%s", (text, first) => {
    expect(readFirstEntries(text)).toEqual(first);
    expect(String(writeFirstEntries(first))).toBe(text);
  });

  test("zero is none", () => {
    expect(readFirstEntries("0")).toEqual({ newest: 0 });
    expect(writeFirstEntries({ newest: 0 })).toBe("none");
  });

  test.each(["", "all", "-1", "1.5", "7w", "d", "NaN", "1e3", "9999999", " 5"])("is not %j", (text) => {
    expect(readFirstEntries(text)).toBeNull();
  });
});
