import type { HostAnswer } from "../host-gate.ts";

/** How far a server's Retry-After reaches: its whole unit, its host, or the one feed that was told. */
export type RetryAfterScope = "domain" | "host" | "feed";

/** What holds for a unit before anything is learned about it. */
export interface Manners {
  /** Milliseconds between the starts of two requests. */
  spacing: number;
  /** Requests under way. */
  places: number;
  retryAfterScope: RetryAfterScope;
}

/** What was learned about a unit. Times are milliseconds of Redis's clock. */
export interface Pace {
  /** Spacing that refusals have taught, in milliseconds; 0: none. */
  penalty: number;
  /** Moving average of the time until an answer begins, in milliseconds; 0: not known. */
  latency: number;
  /** No request starts before. */
  closedUntil: number;
  /** The same for the host that was asked. */
  hostClosedUntil: number;
  /** When the penalty was last raised. */
  penalizedAt: number;
  why: "" | "retry-after" | "refused" | "slow";
}

/** What a pace comes to. */
export interface Limits {
  /** Milliseconds between the starts of two requests. */
  spacing: number;
  places: number;
  /** Milliseconds between the turns of those that wait: no more are called than can be served. */
  step: number;
}

export const UNKNOWN_PACE: Pace = {
  penalty: 0,
  latency: 0,
  closedUntil: 0,
  hostClosedUntil: 0,
  penalizedAt: 0,
  why: "",
};

/** A unit is not closed for longer by one answer; the feed that was told waits as long as it was told. */
const MAX_CLOSED = 86_400_000;
const MIN_PENALTY = 500;
const MAX_PENALTY = 60_000;
/** Spacings for which a refusal without Retry-After closes: a minute after the first, half an hour at last. */
const CLOSED_SPACINGS = 30;
/** What an answer without reproach leaves of a penalty. */
const RELAX = 0.9;
/** Weight of the latest answer in the moving average of latency. */
const WEIGHT = 0.25;
/** A server that takes so many times the spacing to answer is given more time. */
const LATENCY_SHARE = 4;
const MAX_SLOW_SPACING = 10_000;
/** Turns come no further apart for latency, so that a server that recovers is not avoided for hours. */
const MAX_STEP = 5_000;
const MIN_STEP = 10;

/**
 * What an answer teaches. 429 and 403 (Reddit and Cloudflare limit with it) double the spacing and close for a while;
 * Retry-After (RFC 9110, 10.2.3) closes for as long as it says. Answers without reproach take the penalty back slowly.
 * Where Retry-After reaches the feed alone, refusals are about that feed, and teach nothing about the server.
 *
 * @param startedAt when the request was let through; a refusal of one that started before the last penalty adds none
 */
export function learn(
  before: Pace,
  answer: HostAnswer,
  manners: Manners,
  startedAt: number,
  now: number,
): Pace {
  const pace = { ...before, latency: averageLatency(before.latency, answer.latency) };
  const { status, retryAfter } = answer;
  if (isRefusal(answer)) {
    if (manners.retryAfterScope === "feed") return describe(pace, manners, now);
    if (retryAfter !== null) return close(pace, retryAfter * 1000, manners, now);
    return startedAt < before.penalizedAt ? pace : penalize(pace, manners, now);
  }
  if (status !== null && status < 500) pace.penalty = relax(pace.penalty, manners.spacing);
  return describe(pace, manners, now);
}

/** The limits that a pace comes to. While there is a penalty, one request at a time is enough. */
export function limitsOf({ penalty, latency }: Pace, { spacing: floor, places: most }: Manners): Limits {
  const spacing = Math.ceil(Math.max(floor, penalty, slowSpacing(latency, floor)));
  const places = penalty > 0 ? 1 : most;
  const turns = Math.max(spacing, Math.min(Math.ceil(latency / places), MAX_STEP));
  return { spacing, places, step: latency === 0 ? Math.max(turns, MIN_STEP) : turns };
}

function isRefusal({ status, retryAfter }: HostAnswer): boolean {
  return status === 429 || status === 403 || (status === 503 && retryAfter !== null);
}

function close(pace: Pace, asked: number, { retryAfterScope }: Manners, now: number): Pace {
  const until = now + Math.min(asked, MAX_CLOSED);
  const closed =
    retryAfterScope === "host"
      ? { hostClosedUntil: Math.max(pace.hostClosedUntil, until) }
      : { closedUntil: Math.max(pace.closedUntil, until) };
  return { ...pace, ...closed, why: "retry-after" };
}

function penalize(pace: Pace, manners: Manners, now: number): Pace {
  const penalty = Math.min(Math.max(manners.spacing, pace.penalty, MIN_PENALTY) * 2, MAX_PENALTY);
  const closedUntil = Math.max(pace.closedUntil, now + CLOSED_SPACINGS * penalty);
  return { ...pace, penalty, closedUntil, penalizedAt: now, why: "refused" };
}

function relax(penalty: number, floor: number): number {
  const less = penalty * RELAX;
  return less <= Math.max(floor, MIN_PENALTY) ? 0 : less;
}

const averageLatency = (average: number, latest: number | null): number =>
  latest === null ? average : average === 0 ? latest : average + WEIGHT * (latest - average);

/** What has no spacing at all is not slowed for its latency either: its places limit it enough. */
const slowSpacing = (latency: number, floor: number): number =>
  floor === 0 ? 0 : Math.min(latency / LATENCY_SHARE, MAX_SLOW_SPACING);

/** Keeps the reason for what still holds, and drops it with the last consequence. */
function describe(pace: Pace, { spacing: floor }: Manners, now: number): Pace {
  if (pace.penalty > 0) return { ...pace, why: "refused" };
  if (Math.max(pace.closedUntil, pace.hostClosedUntil) > now) return pace;
  return { ...pace, why: slowSpacing(pace.latency, floor) > floor ? "slow" : "" };
}
