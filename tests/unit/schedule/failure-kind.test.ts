import { describe, expect, test } from "vitest";
import { FetchError, type FetchErrorCode, ParseError } from "../../../src/errors.ts";
import { failureKindOf, wasReached } from "../../../src/schedule/failure-kind.ts";

test.each([
  [400, "refused"],
  [401, "forbidden"],
  [403, "forbidden"],
  [404, "not-found"],
  [408, "timeout"],
  [410, "gone"],
  [429, "rate-limited"],
  [451, "forbidden"],
  [500, "server-error"],
  [503, "server-error"],
  [304, "refused"],
  [204, "refused"],
])("status %i is %s", (status, kind) => {
  expect(failureKindOf(new FetchError("FETCH_STATUS", "", { status }))).toBe(kind);
});

test.each<[FetchErrorCode, string]>([
  ["FETCH_TIMEOUT", "timeout"],
  ["FETCH_DNS", "dns"],
  ["FETCH_CONNECTION", "connection"],
  ["FETCH_TLS", "tls"],
  ["FETCH_TOO_LARGE", "too-large"],
  ["FETCH_BLOCKED_ADDRESS", "bad-address"],
])("%s is %s", (code, kind) => {
  expect(failureKindOf(new FetchError(code, ""))).toBe(kind);
});

test("a document that is no feed is a failure of its own, and anything else is ours", () => {
  expect(failureKindOf(new ParseError("PARSE_NOT_A_FEED", ""))).toBe("not-a-feed");
  expect(failureKindOf(new ParseError("PARSE_EMPTY", ""))).toBe("empty");
  expect(failureKindOf({ code: "INTERNAL", message: "" })).toBe("fault");
});

describe("what a failure says of the network", () => {
  test.each(["timeout", "dns", "connection"] as const)("%s: not reached", (kind) => {
    expect(wasReached(kind)).toBe(false);
  });
  test.each(["tls", "not-found", "server-error", "not-a-feed", "too-large"] as const)(
    "%s: reached",
    (kind) => {
      expect(wasReached(kind)).toBe(true);
    },
  );
  test.each(["bad-address", "fault"] as const)("%s: nothing", (kind) => {
    expect(wasReached(kind)).toBeNull();
  });
});
