import { describe, expect, test } from "vitest";
import { FetchError, HostBusyError } from "../../../src/errors.ts";
import { pageFailure } from "../../../src/pages/page-failure.ts";

const answered = (status: number, retryAfter?: number): FetchError =>
  new FetchError("FETCH_STATUS", "no", { status, ...(retryAfter !== undefined && { retryAfter }) });
const MINUTE = 60_000;

describe("a page is given up on", () => {
  test.each([
    [answered(401), "forbidden"],
    [answered(402), "paywall"],
    [answered(403), "forbidden"],
    [answered(404), "gone"],
    [answered(410), "gone"],
    [answered(451), "forbidden"],
    [new FetchError("FETCH_CHALLENGED", "browsers only", { status: 403 }), "forbidden"],
    [new FetchError("FETCH_BLOCKED_ADDRESS", "private"), "address"],
    [new FetchError("FETCH_TOO_LARGE", "large"), "too-large"],
  ])("at once where the answer is %s", (error, refusal) => {
    expect(pageFailure(error, MINUTE, 0.5)).toEqual({ refusal });
  });
});

describe("a page is asked for again", () => {
  test.each([
    answered(408),
    answered(429),
    answered(500),
    answered(503),
    new FetchError("FETCH_TIMEOUT", "slow"),
  ])("after as long a time as it was waited for, after %s", (error) => {
    expect(pageFailure(error, 10 * MINUTE, 0.5)).toEqual({ wait: 10 * MINUTE });
  });

  test("not before half a minute, give or take a quarter", () => {
    expect(pageFailure(answered(500), 0, 0)).toEqual({ wait: 22_500 });
    expect(pageFailure(answered(500), 0, 1)).toEqual({ wait: 37_500 });
  });

  test("not before the server wants it", () => {
    expect(pageFailure(answered(429, 600), MINUTE, 0.5)).toEqual({ wait: 600_000 });
  });

  test("when it is its server's turn", () => {
    expect(pageFailure(new HostBusyError("site.example", 1_500), MINUTE, 0.5)).toEqual({ wait: 1_500 });
  });
});

test("what is no failure of the page is not judged", () => {
  expect(pageFailure(new TypeError("ours"), MINUTE, 0.5)).toBeNull();
});
