import type { PublishingHints } from "../model.ts";
import type { Freshness } from "../schedule-memory.ts";
import type { FailureKind, ScheduleMemory } from "../schedule-memory.ts";
import { isDead } from "./backoff.ts";
import { cacheLifetime } from "./cache-lifetime.ts";
import { isGap } from "./overlap.ts";
import { nextGap } from "./rhythm.ts";
import { secondsSince } from "./time.ts";

/** What a document brought. */
export interface Catch {
  entries: number;
  /** Entries that the feed had brought before. */
  known: number;
  /** Whether there was a document with entries before: what stands in the first one is no news. */
  hasHistory: boolean;
  hints: PublishingHints;
}

/** After a document was read. */
export function afterDocument(
  before: ScheduleMemory,
  { entries, known, hasHistory, hints }: Catch,
  freshness: Freshness,
  now: Date,
): ScheduleMemory {
  const memory = { ...afterAnswer(before, freshness, now), hints: isSilent(hints) ? null : hints };
  const at = now.toISOString();
  if (!hasHistory) return entries > 0 ? { ...memory, newAt: at } : memory;
  if (entries === 0) return memory;
  const compared = { ...memory, entries, known };
  if (known === entries) return compared;
  const silent = secondsSince(before.newAt, now);
  return {
    ...compared,
    newAt: at,
    gap: silent === null ? before.gap : nextGap(before.gap, silent),
    missedAt: isGap(entries, known) ? at : before.missedAt,
  };
}

/** After an answer that brought the document that is known: all of its entries are. */
export function afterUnchanged(before: ScheduleMemory, freshness: Freshness, now: Date): ScheduleMemory {
  return { ...afterAnswer(before, freshness, now), known: before.entries };
}

function afterAnswer(before: ScheduleMemory, freshness: Freshness, now: Date): ScheduleMemory {
  const fresh = cacheLifetime(freshness, now.getTime());
  const newAt = before.newAt ?? now.toISOString();
  return { ...before, newAt, fresh, retryAfter: freshness.retryAfter, failing: null, outageAt: null };
}

export interface Failure {
  kind: FailureKind;
  /** In a row, this one included. */
  failures: number;
  /** Seconds. */
  retryAfter: number | null;
}

/** After a failure that is charged to the feed. */
export function afterFailure(
  before: ScheduleMemory,
  { kind, failures, retryAfter }: Failure,
  now: Date,
): ScheduleMemory {
  const { failing } = before;
  const at = now.toISOString();
  const kindSince = failing?.kind === kind ? failing.kindSince : at;
  const after = { kind, since: failing?.since ?? at, kindSince };
  const dead = failing?.isDead === true || isDead(after, failures, now);
  return { ...before, retryAfter, failing: { ...after, isDead: dead }, outageAt: null };
}

/** After a failure that was ours: nothing is charged. */
export function afterOutage(before: ScheduleMemory, now: Date): ScheduleMemory {
  return { ...before, retryAfter: null, outageAt: now.toISOString() };
}

const isSilent = ({ ttl, skipHours, skipDays, updatePeriod, isExpired }: PublishingHints): boolean =>
  ttl === null && updatePeriod === null && !isExpired && skipHours.length + skipDays.length === 0;
