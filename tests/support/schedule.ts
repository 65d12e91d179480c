import type { Freshness } from "../../src/schedule-memory.ts";
import type { ScheduleMemory } from "../../src/schedule-memory.ts";
import { NEVER_POLLED } from "../../src/registry/feed-state.ts";

export const NO_FRESHNESS: Freshness = {
  maxAge: null,
  isUncacheable: false,
  age: null,
  expires: null,
  date: null,
  retryAfter: null,
};

/** What is remembered of a feed that was never polled, but for this. */
export const memory = (said: Partial<ScheduleMemory> = {}): ScheduleMemory => ({
  ...NEVER_POLLED.schedule,
  ...said,
});
