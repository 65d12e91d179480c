import { expect, test } from "vitest";
import { fromSolarHijri } from "../../../src/date/solar-hijri.ts";

const CALENDAR = new Intl.DateTimeFormat("en-u-ca-persian-nu-latn", {
  timeZone: "UTC",
  year: "numeric",
  month: "numeric",
  day: "numeric",
});

test("the new year of every year from 1300 to 1472, and the day before it, agree with ICU's Persian calendar", () => {
  for (let year = 1300; year <= 1472; year += 1) {
    const first = fromSolarHijri(year, 1, 1);
    const newYear = Date.UTC(first?.year ?? 0, (first?.month ?? 0) - 1, first?.day);
    expect(stated(newYear)).toEqual([year, 1, 1]);
    expect(stated(newYear - 86_400_000).slice(0, 2)).toEqual([year - 1, 12]);
  }
});

test.each([
  [1400, 1, 1, "2021-03-21"],
  [1400, 2, 13, "2021-05-03"],
  [1399, 12, 30, "2021-03-20"],
  [1403, 12, 30, "2025-03-20"],
  [1357, 11, 22, "1979-02-11"],
])("%i-%i-%i is %s", (year, month, day, expected) => {
  const date = fromSolarHijri(year, month, day);
  expect(
    new Date(Date.UTC(date?.year ?? 0, (date?.month ?? 0) - 1, date?.day)).toISOString().slice(0, 10),
  ).toBe(expected);
});

test.each([
  [1400, 12, 30],
  [1400, 7, 31],
  [1400, 1, 32],
  [1400, 0, 1],
  [1400, 13, 1],
  [1400, 1, 0],
  [1243, 1, 1],
  [1473, 1, 1],
])("there is no %i-%i-%i", (year, month, day) => {
  expect(fromSolarHijri(year, month, day)).toBeNull();
});

function stated(instant: number): number[] {
  const parts = new Map(
    CALENDAR.formatToParts(instant).map(({ type, value }) => [type, Number.parseInt(value, 10)]),
  );
  return [parts.get("year") ?? 0, parts.get("month") ?? 0, parts.get("day") ?? 0];
}
