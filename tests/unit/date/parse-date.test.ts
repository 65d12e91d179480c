import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { EntryDate } from "../../../src/model.ts";
import type { DateHint } from "../../../src/date/date-hint.ts";
import { parseDate } from "../../../src/date/parse-date.ts";

type Row = [text: string, value: string, precision: EntryDate["precision"], zoneAssumed: string | null];

const RFC_822: Row[] = [
  ["Mon, 03 May 2021 15:43:07 GMT", "2021-05-03T15:43:07.000Z", "second", null],
  ["Mon, 3 May 2021 15:43:07 +0000", "2021-05-03T15:43:07.000Z", "second", null],
  ["03 May 2021 15:43:07 -0000", "2021-05-03T15:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 +0430", "2021-05-03T11:13:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 -05:00", "2021-05-03T20:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 23:43:07 EST", "2021-05-04T04:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43 PDT", "2021-05-03T22:43:00.000Z", "minute", null],
  ["Mon, 03 May 2021 15:43:07 cest", "2021-05-03T13:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 GMT+0200", "2021-05-03T13:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 UTC-5", "2021-05-03T20:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 -0500 (EST)", "2021-05-03T20:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 (EST)", "2021-05-03T20:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07 Z", "2021-05-03T15:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 15:43:07", "2021-05-03T15:43:07.000Z", "second", "UTC"],
  ["Mon, 03 May 2021 15:43:07 XYZ", "2021-05-03T15:43:07.000Z", "second", "UTC"],
  ["Mon, 03 May 2021 15:43:07 +9959", "2021-05-03T15:43:07.000Z", "second", "UTC"],
  ["Mon, 03 May 2021 15:43", "2021-05-03T15:43:00.000Z", "minute", "UTC"],
  ["Mon, 03 May 2021", "2021-05-03T00:00:00.000Z", "day", "UTC"],
  ["Mon,03 May 2021 15:43:07 GMT", "2021-05-03T15:43:07.000Z", "second", null],
  ["Monday, 3 May, 2021, 15:43:07 GMT", "2021-05-03T15:43:07.000Z", "second", null],
  ["3-May-2021 15:43:07 GMT", "2021-05-03T15:43:07.000Z", "second", null],
  ["3 September 2021", "2021-09-03T00:00:00.000Z", "day", "UTC"],
  ["3 Sept. 2021", "2021-09-03T00:00:00.000Z", "day", "UTC"],
  ["03 May 21 15:43:07 GMT", "2021-05-03T15:43:07.000Z", "second", null],
  ["03 May 49 15:43:07 GMT", "2049-05-03T15:43:07.000Z", "second", null],
  ["03 May 50 15:43:07 GMT", "1950-05-03T15:43:07.000Z", "second", null],
  ["03 May 97 15:43:07 GMT", "1997-05-03T15:43:07.000Z", "second", null],
  ["Mon, 03 May 2021 03:43:07 PM GMT", "2021-05-03T15:43:07.000Z", "second", null],
  ["3 May 2021 12:05 am", "2021-05-03T00:05:00.000Z", "minute", "UTC"],
  ["3 May 2021 12:05PM", "2021-05-03T12:05:00.000Z", "minute", "UTC"],
  ["\n  Mon, 03 May 2021\t15:43:07   GMT\n", "2021-05-03T15:43:07.000Z", "second", null],
];

const ISO: Row[] = [
  ["2021-05-03T15:43:07Z", "2021-05-03T15:43:07.000Z", "second", null],
  ["2021-05-03t15:43:07z", "2021-05-03T15:43:07.000Z", "second", null],
  ["2021-05-03T15:43:07.123456Z", "2021-05-03T15:43:07.000Z", "second", null],
  ["2021-05-03T15:43:07,5Z", "2021-05-03T15:43:07.000Z", "second", null],
  ["2021-05-03T15:43:07+04:30", "2021-05-03T11:13:07.000Z", "second", null],
  ["2021-05-03T00:30:00+01:00", "2021-05-02T23:30:00.000Z", "second", null],
  ["2021-05-03 15:43:07 +0430", "2021-05-03T11:13:07.000Z", "second", null],
  ["2021-05-03 15:43:07+02", "2021-05-03T13:43:07.000Z", "second", null],
  ["2021-05-03T15:43Z", "2021-05-03T15:43:00.000Z", "minute", null],
  ["2021-05-03T15:43:07", "2021-05-03T15:43:07.000Z", "second", "UTC"],
  ["2021-05-03 15:43", "2021-05-03T15:43:00.000Z", "minute", "UTC"],
  ["2021-05-03", "2021-05-03T00:00:00.000Z", "day", "UTC"],
  ["20210503", "2021-05-03T00:00:00.000Z", "day", "UTC"],
  ["2024-02-29", "2024-02-29T00:00:00.000Z", "day", "UTC"],
  ["2021-12-31T24:00:00Z", "2022-01-01T00:00:00.000Z", "second", null],
  ["2016-12-31T23:59:60Z", "2017-01-01T00:00:00.000Z", "second", null],
];

describe.each([
  ["RFC 822", RFC_822],
  ["ISO 8601", ISO],
])("%s", (_, rows) => {
  test.each(rows)("%j", (text, value, precision, zoneAssumed) => {
    expect(parseDate(text, "pubDate")).toEqual({ value, from: "pubDate", precision, zoneAssumed });
  });
});

test.each([
  ["Z UT UTC GMT WET", "15:43"],
  ["EDT", "19:43"],
  ["EST CDT", "20:43"],
  ["CST MDT", "21:43"],
  ["MST PDT", "22:43"],
  ["PST", "23:43"],
  ["WEST BST CET", "14:43"],
  ["CEST EET", "13:43"],
  ["EEST MSK", "12:43"],
  ["JST KST", "06:43"],
  ["AEST", "05:43"],
  ["AEDT", "04:43"],
])("15:43 in %s is %s in UTC", (zones, time) => {
  const values = zones.split(" ").map((zone) => parseDate(`03 May 2021 15:43:00 ${zone}`, "x"));
  for (const date of values) {
    expect(date).toMatchObject({ value: `2021-05-03T${time}:00.000Z`, zoneAssumed: null });
  }
});

describe("null, never a guess, for", () => {
  test.each([
    ["nothing", ""],
    ["space", " \n"],
    ["a word", "yesterday"],
    ["a time alone", "15:43:07"],
    ["a month without day", "May 2021"],
    ["an order of day and month that is not known", "05/03/2021"],
    ["a day that does not exist", "2021-02-29"],
    ["a day that does not exist, in words", "Tue, 31 Jun 2021 00:00:00 GMT"],
    ["the day 0", "2021-05-00"],
    ["the month 13", "2021-13-01"],
    ["MySQL's zero", "0000-00-00 00:00:00"],
    ["the year 1, .NET's way to say never", "0001-01-01T00:00:00Z"],
    ["the year 9999, its way to say for ever", "9999-12-31T23:59:59Z"],
    ["a month that does not exist", "03 Foo 2021"],
    ["a year of three digits", "03 May 202"],
    ["a year of five digits", "03 May 20211"],
    ["hour 25", "2021-05-03T25:00:00Z"],
    ["the time after 24:00", "2021-05-03T24:00:01Z"],
    ["minute 60", "2021-05-03T15:60:00Z"],
    ["second 61", "2021-05-03T15:43:61Z"],
  ])("%s", (_, text) => {
    expect(parseDate(text, "pubDate")).toBeNull();
  });

  test.each([null, undefined])("%s", (text) => {
    expect(parseDate(text, "pubDate")).toBeNull();
  });
});

test("the element that held the date is recorded", () => {
  expect(parseDate("2021-05-03", "dc:date")?.from).toBe("dc:date");
});

test("every time is read back as itself, in both notations", () => {
  const years = { min: new Date("1950-01-01"), max: new Date("2049-12-31"), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), (date) => {
      const second = new Date(Math.floor(date.getTime() / 1000) * 1000);
      expect(parseDate(second.toISOString(), "x")?.value).toBe(second.toISOString());
      expect(parseDate(second.toUTCString(), "x")?.value).toBe(second.toISOString());
    }),
  );
});

test.each([
  ["UTC", "Mon, %D %M %Y %h:%m:%s GMT", 0],
  ["RFC 822 east", "%W, %D %M %Y %h:%m:%s +0545", 345],
  ["RFC 822 west", "%D %M %Y %h:%m:%s -0330", -210],
  ["ISO 8601 east", "%Y-%N-%DT%h:%m:%s+05:45", 345],
  ["ISO 8601 basic, west", "%Y%N%DT%h%m%s-0330", -210],
  ["the month first", "%W, %M %d, %Y %h:%m:%s UTC", 0],
  ["asctime with a zone", "%W %M %d %h:%m:%s UTC %Y", 0],
  ["Chinese", "%Y年%N月%D日 %h:%m:%s UTC", 0],
])("every time is read back as itself: %s", (_, notation, offset) => {
  const years = { min: new Date("1950-01-02"), max: new Date("2100-12-30"), noInvalidDate: true };
  fc.assert(
    fc.property(fc.date(years), (date) => {
      const second = Math.floor(date.getTime() / 1000) * 1000;
      const text = written(notation, new Date(second + offset * 60_000));
      expect(parseDate(text, "x")?.value).toBe(new Date(second).toISOString());
    }),
  );
});

function written(notation: string, local: Date): string {
  const [weekday = "", D = "", M = "", Y = ""] = local.toUTCString().split(/,? /);
  const [h = "", m = "", s = ""] = local.toISOString().slice(11, 19).split(":");
  const parts: Record<string, string> = {
    W: weekday,
    D,
    d: String(Number(D)),
    M,
    N: local.toISOString().slice(5, 7),
    Y,
    h,
    m,
    s,
  };
  return notation.replace(/%(\w)/g, (_, part: string) => parts[part] ?? "");
}

const DATE_TEXT: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 5 }),
      fc.nat({ max: 2_200 }).map(String),
      fc.constantFrom(
        ..."Mon, | May |-|/|.|:|T|Z| +| |PM|GMT|12:60|2021-05-03|03|2021|1400|15:43| IST| Europe/Berlin".split(
          "|",
        ),
        ..."mar |mai |年|月|日|午後|اردیبهشت|พ.ค.|تشرين |w18-1|/Date(| мая | Uhr|15h43|<g5>|@|<pm>|constructor|__proto__".split(
          "|",
        ),
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(""));

const HINT: fc.Arbitrary<DateHint> = fc.record({
  zone: fc.oneof(fc.constantFrom(null, "Europe/Berlin", "Asia/Tehran"), fc.string()),
  host: fc.oneof(fc.constantFrom(null, "a.ir", "a.de", "a.hr", "a.in"), fc.string()),
});

test("no text and no hint make it fail, and what it returns is read back as itself", () => {
  let read = 0;
  fc.assert(
    fc.property(DATE_TEXT, HINT, (text, hint) => {
      const date = parseDate(text, "x", hint);
      if (date === null) return;
      read += 1;
      expect(date.value).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/);
      expect(parseDate(date.value, "x", hint)).toEqual({
        value: date.value,
        from: "x",
        precision: "second",
        zoneAssumed: null,
      });
    }),
    { numRuns: 5_000 },
  );
  expect(read).toBeGreaterThan(20);
});
