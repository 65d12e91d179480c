import { expect, test } from "vitest";
import { readFreshness } from "../../../src/fetch/freshness.ts";
import type { Freshness } from "../../../src/schedule-memory.ts";
import { NO_FRESHNESS } from "../../support/schedule.ts";

const NOW = Date.parse("2026-03-01T12:00:00Z");
const read = (headers: Record<string, string>, asked: number | null = null): Freshness =>
  readFreshness((name) => headers[name] ?? null, NOW, asked);

test.each<[Record<string, string>, Partial<Freshness>]>([
  [{}, {}],
  [{ "cache-control": "max-age=600" }, { maxAge: 600 }],
  [{ "cache-control": 'public, Max-Age = "600"' }, { maxAge: 600 }],
  [{ "cache-control": "max-age=600, max-age=5" }, { maxAge: 600 }],
  [{ "cache-control": "max-age=99999999999999999999" }, { maxAge: 2 ** 31 }],
  [{ "cache-control": "s-maxage=600" }, {}],
  [{ "cache-control": "max-age=-1" }, {}],
  [{ "cache-control": "max-age=soon" }, {}],
  [{ "cache-control": "max-age" }, {}],
  [{ "cache-control": "no-cache" }, { isUncacheable: true }],
  [{ "cache-control": "private, NO-STORE" }, { isUncacheable: true }],
  [{ age: "12" }, { age: 12 }],
  [{ age: "-12" }, {}],
  [{ expires: "Sun, 01 Mar 2026 13:00:00 GMT" }, { expires: NOW + 3_600_000 }],
  [{ expires: "0" }, {}],
  [{ expires: "-1" }, {}],
  [{ date: "Sun, 01 Mar 2026 12:00:00 GMT" }, { date: NOW }],
  [{ date: "2026" }, {}],
  [{ "retry-after": "120" }, { retryAfter: 120 }],
  [{ "retry-after": "Sun, 01 Mar 2026 12:05:00 GMT" }, { retryAfter: 300 }],
])("%j", (headers, said) => {
  expect(read(headers)).toEqual({ ...NO_FRESHNESS, ...said });
});

test("what a redirect on the way asked for counts, unless the answer asks for more", () => {
  expect(read({}, 60).retryAfter).toBe(60);
  expect(read({ "retry-after": "120" }, 60).retryAfter).toBe(120);
  expect(read({ "retry-after": "30" }, 60).retryAfter).toBe(60);
});

test("a hostile header is read in no time", () => {
  expect(read({ "cache-control": `max-age=${" ".repeat(500_000)}"x` }).maxAge).toBeNull();
  expect(read({ "cache-control": ",".repeat(500_000) }).maxAge).toBeNull();
});
