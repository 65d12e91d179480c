export type TermName =
  | "interval"
  | "rhythm"
  | "overlap"
  | "expired"
  | "push"
  | "ttl"
  | "update-period"
  | "cache"
  | "failure"
  | "outage"
  | "ceiling"
  | "floor"
  | "skip"
  | "retry-after"
  | "jitter";

/** One line of the sum. */
export interface Term {
  name: TermName;
  /** What it says, in seconds; `null` where it says nothing. */
  seconds: number | null;
  note: string;
  /** What it did to the sum. */
  effect: "sets" | "longer" | "shorter" | "none";
}

/** A sum that keeps account of itself. Terms that say nothing are kept too: that they do is part of the reason. */
export interface Sum {
  readonly seconds: number;
  readonly terms: readonly Term[];
  set(name: TermName, seconds: number, note: string): void;
  /** Makes the sum at least this. */
  atLeast(name: TermName, seconds: number | null, note: string): void;
  /** Makes the sum at most this. */
  atMost(name: TermName, seconds: number, note: string): void;
  multiply(name: TermName, factor: number, note: string): void;
  /** Names a term that is not followed. */
  ignore(name: TermName, note: string): void;
}

export function createSum(): Sum {
  let total = 0;
  const terms: Term[] = [];
  const become = (name: TermName, seconds: number | null, next: number, note: string): void => {
    const effect = next > total ? "longer" : next < total ? "shorter" : "none";
    terms.push({ name, seconds, note, effect });
    total = next;
  };
  return {
    get seconds() {
      return total;
    },
    terms,
    set(name, seconds, note) {
      total = seconds;
      terms.push({ name, seconds, note, effect: "sets" });
    },
    atLeast: (name, seconds, note) => become(name, seconds, Math.max(total, seconds ?? 0), note),
    atMost: (name, seconds, note) => become(name, seconds, Math.min(total, seconds), note),
    multiply: (name, factor, note) => become(name, total * factor, total * factor, note),
    ignore: (name, note) => become(name, null, total, note),
  };
}
