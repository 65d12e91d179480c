import type { Dispatcher } from "undici";
import type { Freshness } from "../schedule-memory.ts";
import { readFreshness } from "./freshness.ts";

type Headers = Dispatcher.ResponseData["headers"];

/** The first value of a header; several of one that allows only one are not joined. */
export function header(headers: Headers, name: string): string | null {
  const value = headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? null;
}

/**
 * @param asked seconds that a redirect on the way asked to wait
 * @param now milliseconds since 1970, for what an answer says in dates
 */
export const freshnessOf = (headers: Headers, asked: number | null, now: number): Freshness =>
  readFreshness((name) => header(headers, name), now, asked);
