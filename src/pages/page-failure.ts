import { ExtractError, FetchError, NotNowError } from "../errors.ts";
import type { PageRefusal } from "../item.ts";

/** What a failure means for a page: no, or not yet. */
export type PageFailure = { refusal: PageRefusal } | { wait: number };

/** Milliseconds until a page that failed is asked for again, at least. */
const LEAST_WAIT = 30_000;

/**
 * A server that says no is believed at once, and one that is in trouble is asked again, after as long a time as it has
 * been waited for already, so that the times double.
 *
 * @param age milliseconds for which the item has waited
 * @param random from 0 to 1
 * @returns `null`: the failure is not the page's
 */
export function pageFailure(error: unknown, age: number, random: number): PageFailure | null {
  if (error instanceof NotNowError) return { wait: error.wait };
  // A page that was had is what it is, however often it is asked for.
  if (error instanceof ExtractError)
    return { refusal: error.code === "PAGE_NOT_HTML" ? "not-html" : "unreadable" };
  if (!(error instanceof FetchError)) return null;
  const refusal = refusalOf(error);
  if (refusal) return { refusal };
  const asked = (error.retryAfter ?? 0) * 1_000;
  // Pages that failed together must not come back together.
  return { wait: Math.max(asked, Math.max(LEAST_WAIT, age) * (0.75 + random / 2)) };
}

function refusalOf({ code, status, isHopeless }: FetchError): PageRefusal | null {
  if (isHopeless) return "address";
  if (code === "FETCH_TOO_LARGE") return "too-large";
  if (code === "FETCH_ENCODING") return "unreadable";
  if (code === "FETCH_CHALLENGED") return "forbidden";
  if (code !== "FETCH_STATUS" || status === null) return null;
  if (status === 402) return "paywall";
  if (status === 401 || status === 403 || status === 451) return "forbidden";
  // 408, 425 and 429 are about now (RFC 9110, 15.5.9; RFC 8470, 5.2; RFC 6585, 4).
  if (status === 408 || status === 425 || status === 429) return null;
  return status >= 400 && status < 500 ? "gone" : null;
}
