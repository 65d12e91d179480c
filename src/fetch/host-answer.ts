import type { Dispatcher } from "undici";
import type { HostAnswer } from "../host-gate.ts";
import { header } from "./response-header.ts";
import { retryAfterSeconds } from "./retry-after.ts";

export const NOT_ASKED: HostAnswer = { status: null, retryAfter: null, latency: null };

/**
 * @param latency milliseconds until the answer began
 * @param now milliseconds since 1970
 */
export function answerOf(response: Dispatcher.ResponseData, latency: number, now: number): HostAnswer {
  const retryAfter = retryAfterSeconds(header(response.headers, "retry-after"), now);
  // A challenge comes with 403 or 503, and is a refusal either way.
  return { status: isChallenge(response) ? 403 : response.statusCode, retryAfter, latency };
}

/** Cloudflare wants to see a browser: the feed is alive, and this reader is not let through. */
export function isChallenge({ statusCode, headers }: Dispatcher.ResponseData): boolean {
  return (
    (statusCode === 403 || statusCode === 503) &&
    header(headers, "cf-mitigated")?.trim().toLowerCase() === "challenge"
  );
}
