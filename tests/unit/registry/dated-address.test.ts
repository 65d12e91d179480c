import { describe, expect, test } from "vitest";
import { addressesToRead } from "../../../src/registry/dated-address.ts";
import { feedAddress } from "../../../src/registry/feed-address.ts";
import { messageOf } from "../../support/builders.ts";

const MONTHLY = "https://a.example/{yyyy}/{MM}/index.html";
const DAILY = "https://a.example/{yyyy}/{MM}/{MM}-{dd}_index.htm";

interface Clock {
  zone?: string;
  /** When the feed was last read in full. */
  read?: string;
}

const pagesAt = (address: string, now: string, { zone, read }: Clock = {}): string[] =>
  addressesToRead(address, zone ?? null, read ? new Date(read) : null, new Date(now)).map((page) =>
    page.replace("https://a.example/", ""),
  );

describe("an address with a date in it", () => {
  test("is registered as it is written", () => {
    expect(feedAddress(MONTHLY)).toBe(MONTHLY);
    expect(feedAddress("https://a.example/?m={M}&y={yy}")).toBe("https://a.example/?m={M}&y={yy}");
    expect(feedAddress("https://a.example/%7Byyyy%7D/")).toBe("https://a.example/{yyyy}/");
  });

  test.each([
    ["https://a.example/{mm}/", '"{mm}" stands for nothing; there are {yyyy}, {yy}, {MM}, {M}, {dd} and {d}'],
    [
      "https://a.example/{YYYY}/",
      '"{YYYY}" stands for nothing; there are {yyyy}, {yy}, {MM}, {M}, {dd} and {d}',
    ],
    ["https://{yyyy}.example/", "the host of an address cannot have a date in it"],
  ])("%s is refused", (address, message) => {
    expect(messageOf(() => feedAddress(address), Error)).toBe(message);
  });

  test("may have other braces, which mean nothing", () => {
    expect(addressesToRead("https://a.example/?q={name}", null, null, new Date())).toEqual([
      "https://a.example/?q={name}",
    ]);
  });

  test("has the parts of the date with zeros or without, and the year in two digits", () => {
    const now = "2026-03-05T12:00:00Z";
    expect(pagesAt("https://a.example/{yy}{MM}{dd}", now)).toEqual(["260305"]);
    expect(pagesAt("https://a.example/{d}.{M}.{yyyy}", now)).toEqual(["5.3.2026"]);
  });

  test("is that of the day in the zone of the feed", () => {
    const now = "2026-04-30T20:00:00Z";
    expect(pagesAt(DAILY, now, { read: now })[0]).toBe("2026/04/04-30_index.htm");
    expect(pagesAt(DAILY, now, { read: now, zone: "Asia/Tokyo" })[0]).toBe("2026/05/05-01_index.htm");
    expect(pagesAt(MONTHLY, now, { read: now, zone: "Asia/Tokyo" })[0]).toBe("2026/05/index.html");
  });
});

describe("the pages that are read", () => {
  test("are the present one alone in the midst of a period", () => {
    expect(pagesAt(MONTHLY, "2026-05-20T00:00:00Z", { read: "2026-05-19T23:00:00Z" })).toEqual([
      "2026/05/index.html",
    ]);
    expect(pagesAt(DAILY, "2026-05-20T12:00:00Z", { read: "2026-05-20T11:00:00Z" })).toEqual([
      "2026/05/05-20_index.htm",
    ]);
  });

  test.each([
    [
      "two days after the turn of a month",
      MONTHLY,
      "2026-06-02T23:59:00Z",
      ["2026/06/index.html", "2026/05/index.html"],
    ],
    [
      "two days after the turn of a year",
      "https://a.example/{yyyy}",
      "2026-01-02T23:00:00Z",
      ["2026", "2025"],
    ],
    [
      "six hours after midnight",
      DAILY,
      "2026-03-01T05:59:00Z",
      ["2026/03/03-01_index.htm", "2026/02/02-28_index.htm"],
    ],
  ])("are both for %s", (_, address, now, pages) => {
    expect(pagesAt(address, now, { read: now })).toEqual(pages);
    expect(pagesAt(address, now)).toEqual(pages);
  });

  test("are both once more after that, and then the new one alone", () => {
    const first = "2026-06-03T10:00:00Z";
    const both = ["2026/06/index.html", "2026/05/index.html"];
    expect(pagesAt(MONTHLY, first, { read: "2026-06-02T22:00:00Z" })).toEqual(both);
    expect(pagesAt(MONTHLY, "2026-06-03T11:00:00Z", { read: first })).toEqual(["2026/06/index.html"]);
  });

  test("are all since the last reading, seven at most", () => {
    expect(pagesAt(MONTHLY, "2026-03-20T00:00:00Z", { read: "2025-12-31T00:00:00Z" })).toEqual([
      "2026/03/index.html",
      "2026/02/index.html",
      "2026/01/index.html",
      "2025/12/index.html",
    ]);
    expect(pagesAt(DAILY, "2026-03-20T12:00:00Z", { read: "2025-12-31T00:00:00Z" })).toHaveLength(7);
  });

  test("are the same when the clock was set back", () => {
    expect(pagesAt(DAILY, "2026-03-20T12:00:00Z", { read: "2026-03-25T00:00:00Z" })).toEqual([
      "2026/03/03-20_index.htm",
    ]);
  });

  test("follow each other without a gap over a year, whatever the zone does to its clocks", () => {
    for (const zone of ["UTC", "Europe/Berlin", "America/New_York", "Pacific/Apia"]) {
      const seen = new Set<string>();
      let read = "2026-01-01T12:00:00Z";
      for (let hours = 0; hours < 365 * 24; hours += 5) {
        const now = new Date(Date.parse("2026-01-01T12:00:00Z") + hours * 3_600_000).toISOString();
        for (const page of pagesAt(DAILY, now, { zone, read })) seen.add(page);
        read = now;
      }
      expect(seen.size).toBeGreaterThanOrEqual(365);
    }
  });
});
