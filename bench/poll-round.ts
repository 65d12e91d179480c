import type { Usage } from "./measure.ts";

/** `first` finds nothing known, `unchanged` nothing new, and in `changed` one feed in ten has three more items. */
export const PHASES = ["first", "unchanged", "changed"] as const;
export type Phase = (typeof PHASES)[number];

export const SUBJECTS = ["plain loop", "wirefold"] as const;
export type Subject = (typeof SUBJECTS)[number];

/** What one poll of all feeds took. */
export interface PollCost {
  seconds: number;
  items: number;
  node: Usage;
  redis: Usage | null;
}

export type Round = Record<Phase, Record<Subject, PollCost>>;
