import { describe, expect, test } from "vitest";
import { conditionsOf, validatorsIn } from "../../../src/fetch/validators.ts";

describe("validators are kept as they came", () => {
  test.each(['"1"', 'W/"1"', "unquoted", '"a,b"', '"x-gzip"', '"x;gzip"', '"', "x".repeat(1_024)])(
    "ETag %s",
    (etag) => {
      expect(validatorsIn({ etag })).toEqual({ etag, lastModified: null });
      expect(conditionsOf({ url: "", etag, lastModified: null })).toEqual({ "if-none-match": etag });
    },
  );

  test.each(["Sun, 06 Nov 1994 08:49:37 GMT", "yesterday", "0", "Tue, 1 Jan 2030"])(
    "Last-Modified %s, also when it is no date",
    (date) => {
      expect(validatorsIn({ "last-modified": date })).toEqual({ etag: null, lastModified: date });
      expect(conditionsOf({ url: "", etag: null, lastModified: date })).toEqual({
        "if-modified-since": date,
      });
    },
  );
});

test.each([undefined, "", "*", "x".repeat(1_025), "é", "\u0001", '"a\u0000"'])(
  "%j could not be sent back, and is none",
  (etag) => {
    expect(validatorsIn({ etag, "last-modified": etag })).toEqual({ etag: null, lastModified: null });
  },
);

test("of a header that comes twice the first counts", () => {
  expect(validatorsIn({ etag: ['"1"', '"2"'] })).toMatchObject({ etag: '"1"' });
});

describe("a condition", () => {
  const both = { url: "", etag: '"1-gzip"', lastModified: "yesterday" };

  test("names all that is known, and nothing that is not", () => {
    expect(conditionsOf(both)).toEqual({ "if-none-match": '"1-gzip"', "if-modified-since": "yesterday" });
    expect(conditionsOf(null)).toEqual({});
    expect(conditionsOf({ url: "", etag: null, lastModified: null })).toEqual({});
  });

  test("leaves out an ETag that the server does not recognize, if there is something else", () => {
    expect(conditionsOf({ ...both, ignoresEtag: true })).toEqual({ "if-modified-since": "yesterday" });
    expect(conditionsOf({ ...both, lastModified: null, ignoresEtag: true })).toEqual({
      "if-none-match": '"1-gzip"',
    });
  });
});
