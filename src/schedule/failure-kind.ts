import { FetchError, type FetchErrorCode, ParseError, type ParseErrorCode } from "../errors.ts";
import type { FailureKind } from "../schedule-memory.ts";

const BY_CODE: Record<Exclude<FetchErrorCode, "FETCH_STATUS"> | ParseErrorCode, FailureKind> = {
  FETCH_ABORTED: "fault",
  FETCH_BAD_ADDRESS: "bad-address",
  FETCH_BLOCKED_ADDRESS: "bad-address",
  FETCH_CHALLENGED: "forbidden",
  FETCH_CONNECTION: "connection",
  FETCH_DNS: "dns",
  FETCH_ENCODING: "unreadable",
  FETCH_PROTOCOL: "unreadable",
  FETCH_REDIRECTS: "redirects",
  FETCH_SECRET: "bad-address",
  FETCH_TIMEOUT: "timeout",
  FETCH_TLS: "tls",
  FETCH_TOO_LARGE: "too-large",
  PARSE_EMPTY: "empty",
  PARSE_MALFORMED: "unreadable",
  PARSE_NOT_A_FEED: "not-a-feed",
  PARSE_NO_ENTRIES: "empty",
  PARSE_TOO_COMPLEX: "too-large",
};

/** Statuses that say more than their hundred does. */
const BY_STATUS = new Map<number, FailureKind>([
  [401, "forbidden"],
  [402, "forbidden"],
  [403, "forbidden"],
  [404, "not-found"],
  [407, "forbidden"],
  [408, "timeout"],
  [410, "gone"],
  [429, "rate-limited"],
  [451, "forbidden"],
]);

/** What a failure means for the next try. What is no failure of a feed is a fault of ours. */
export function failureKindOf(error: unknown): FailureKind {
  if (error instanceof ParseError) return BY_CODE[error.code];
  if (!(error instanceof FetchError)) return "fault";
  if (error.code !== "FETCH_STATUS") return BY_CODE[error.code];
  const status = error.status ?? 0;
  return BY_STATUS.get(status) ?? (status >= 500 ? "server-error" : "refused");
}

/**
 * Whether a server was reached: what tells an outage of ours from trouble of theirs. `null` where nothing was asked of
 * the network, or the answer does not tell.
 */
export function wasReached(kind: FailureKind | null): boolean | null {
  if (kind === "fault" || kind === "bad-address") return null;
  return kind !== "timeout" && kind !== "dns" && kind !== "connection";
}
