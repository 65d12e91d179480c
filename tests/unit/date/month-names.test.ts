import { describe, expect, test } from "vitest";
import { foldText } from "../../../src/date/fold-text.ts";
import { MONTH_NAMES, monthOf } from "../../../src/date/month-names.ts";
import { parseDate } from "../../../src/date/parse-date.ts";

const LANGUAGES = Object.entries(MONTH_NAMES).map(([language, names]) => ({ language, names }));
/** Croatian's October, which is November elsewhere. */
const TWO_MONTHS = new Set(["listopad", "listopada"]);

describe.each(LANGUAGES)("the months of $language", ({ language, names }) => {
  const months = names.split("|").map((alternatives) => alternatives.split(" "));

  test("are twelve", () => {
    expect(months).toHaveLength(12);
  });

  test.each(months.map((alternatives, index) => ({ alternatives, month: index + 1 })))(
    "$alternatives is $month, whatever other languages call so",
    ({ alternatives, month }) => {
      for (const name of alternatives.filter((each) => !TWO_MONTHS.has(each) || language !== "hr")) {
        expect(monthOf(foldText(name), null)).toEqual({ month, calendar: "g" });
      }
    },
  );

  test("are read in a date, in lower and upper case", () => {
    for (const [index, alternatives] of months.entries()) {
      const date = `2021-${String(index + 1).padStart(2, "0")}-03`;
      const host = language === "hr" ? "a.hr" : null;
      for (const name of alternatives.flatMap((each) => [each, each.toUpperCase()])) {
        const text = `3 ${name} 2021`;
        const value = parseDate(text, "x", { zone: null, host })?.value;
        expect([text, value]).toEqual([text, `${date}T00:00:00.000Z`]);
      }
    }
  });
});

test("Croatian's listopad is October for publishers of Croatia alone", () => {
  expect(monthOf("listopada", "hr")?.month).toBe(10);
  expect(monthOf("listopada", "pl")?.month).toBe(11);
  expect(monthOf("listopada", null)?.month).toBe(11);
});
