import type { Freshness } from "../schedule-memory.ts";
import { retryAfterSeconds } from "./retry-after.ts";

/** Header fields of an answer by name, in lower case: one value each. */
export type HeaderValue = (name: string) => string | null;

/**
 * What an answer says about asking again. What is malformed is as if it were not there; an `Expires` that is no date
 * says that the answer is stale already (RFC 9111, 5.3), which is no reason to wait either.
 *
 * @param now milliseconds since 1970
 * @param asked seconds that a redirect on the way asked to wait
 */
export function readFreshness(header: HeaderValue, now: number, asked: number | null): Freshness {
  const directives = (header("cache-control") ?? "").split(",").map((part) => part.trim().toLowerCase());
  const own = retryAfterSeconds(header("retry-after"), now);
  return {
    maxAge: maxAgeOf(directives),
    isUncacheable: directives.some((directive) => /^no-(?:cache|store)$/.test(directive)),
    age: wholeSeconds(header("age")),
    expires: httpDate(header("expires")),
    date: httpDate(header("date")),
    retryAfter: own === null && asked === null ? null : Math.max(own ?? 0, asked ?? 0),
  };
}

/** The first one counts (RFC 9111, 4.2.1); a cache shared by many, `s-maxage`, is not ours. */
function maxAgeOf(directives: readonly string[]): number | null {
  const directive = directives.find((text) => /^max-age *=/.test(text));
  return wholeSeconds(directive?.slice(directive.indexOf("=") + 1).replace(/^ *"?|"? *$/g, "") ?? null);
}

/** More than 2^31 counts as that (RFC 9111, 1.2.2). */
function wholeSeconds(text: string | null): number | null {
  return text !== null && /^\d+$/.test(text.trim()) ? Math.min(Number(text), 2 ** 31) : null;
}

/** Only what has a month's name: `Date.parse` makes a year of a bare number. */
function httpDate(text: string | null): number | null {
  const time = text !== null && /[a-z]{3}/i.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
