import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  packRecord,
  RECORD_BYTES,
  type TextRecord,
  unpackRecord,
} from "../../../../src/dedupe/text/record.ts";
import { DAM } from "../../../support/news.ts";
import { aRecord } from "../../../support/prints.ts";

const uint32 = fc.nat(0xffffffff);
const words = fc.array(fc.constantFrom("Tarvo", "31", "dam", "плотина", "水坝", "İzmir", "1,200", "the"), {
  maxLength: 400,
});
const record: fc.Arbitrary<TextRecord> = fc
  .record({
    title: fc.oneof(
      fc.string({ unit: "grapheme", maxLength: 160 }),
      fc.string({ unit: "binary", maxLength: 400 }),
    ),
    text: words.map((list) => list.join(" ")),
    ids: fc.array(fc.string(), { maxLength: 9 }),
    id: fc.stringMatching(/^b[0-9a-f]{20}$/),
    story: fc.option(fc.stringMatching(/^b[0-9a-f]{20}$/)),
    path: fc.string({ maxLength: 300 }),
    version: fc.nat(255),
    firstSeen: uint32,
    isDated: fc.boolean(),
    credit: uint32,
  })
  .map(({ title, text, ids, id, story, path, version, firstSeen, isDated, credit }) => ({
    ...aRecord({ title, text, ids, id, version, firstSeen, isDated }),
    story: story ?? id,
    url: `https://tarvo.example/${encodeURIComponent(path.toWellFormed())}`,
    credit,
  }));

describe("a record", () => {
  test("comes out of its bytes as it went in, and is never longer than is said", () => {
    fc.assert(
      fc.property(record, (given) => {
        const bytes = packRecord(given);
        expect(bytes.length).toBeLessThanOrEqual(RECORD_BYTES);
        const { title, url, ...rest } = unpackRecord(bytes);
        const { title: givenTitle, url: givenUrl, ...givenRest } = given;
        expect(rest).toEqual(givenRest);
        expect(givenTitle.toWellFormed().startsWith(title)).toBe(true);
        expect(url).toBe(givenUrl && givenUrl.length > 256 ? null : givenUrl);
      }),
    );
  });

  test("may have other bytes behind it", () => {
    const given = aRecord({ ...DAM, id: "b1", url: "https://tarvo.example/1" });
    expect(unpackRecord(Buffer.concat([packRecord(given), Buffer.alloc(500, 0xff)]))).toEqual(given);
  });

  test("of an item that says nothing is one too", () => {
    const given = aRecord();
    expect(unpackRecord(packRecord(given))).toEqual(given);
  });

  test("of the longest item is no longer", () => {
    const long = aRecord({
      title: "水".repeat(4_000),
      text: Array.from({ length: 200 }, (_, n) => `word${n}`).join(" "),
      ids: Array.from({ length: 1_000 }, (_, n) => `CVE-2026-${n}`),
      id: `b${"0".repeat(20)}`,
      story: `b${"1".repeat(20)}`,
      url: `https://tarvo.example/${"x".repeat(234)}`,
    });
    const { length } = packRecord(long);
    expect(length).toBeGreaterThan(900);
    expect(length).toBeLessThanOrEqual(RECORD_BYTES);
  });

  test("of a story's first item does not repeat its id", () => {
    const [first, other] = ["b1", "b2"].map((story) => packRecord(aRecord({ id: "b1", story })).length);
    expect(first).toBeLessThan(other ?? 0);
  });

  test.each([
    ["before 1970", "1899-12-31T00:00:00Z", 0],
    ["after 2106", "2150-01-01T00:00:00Z", 0xffffffff],
  ])("of a date %s has the nearest one that fits", (_, time, seconds) => {
    expect(unpackRecord(packRecord(aRecord({ time }))).print.time).toBe(seconds);
  });
});
