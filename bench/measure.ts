import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

/** Unit of CPU times in /proc: 1/100 s for every architecture that Node runs on (USER_HZ). */
const TICKS_PER_SECOND = 100;

/** What a process used since it was started. */
export interface Usage {
  /** User and system time, that of ended children included: redis-server rewrites its log in one. */
  cpuSeconds: number;
  /** High-water mark of the resident memory (VmHWM). */
  peakMegabytes: number;
}

/** Reads the usage of a running process; see proc(5). */
export function usageOf(pid: number): Usage {
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the program's name in parentheses, which may contain anything.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [user, system, childrenUser, childrenSystem] = fields.slice(11, 15).map(Number);
  const ticks = (user ?? 0) + (system ?? 0) + (childrenUser ?? 0) + (childrenSystem ?? 0);
  const peak = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
  return { cpuSeconds: ticks / TICKS_PER_SECOND, peakMegabytes: Number(peak) / 1024 };
}

/** Megabytes that a running process has in memory now (VmRSS). */
export function residentMegabytes(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]) / 1024;
}

const WINDOW = 250;
/** CPU seconds in a window that still count as rest: a service looks for work several times a second. */
const REST = 0.03;
const REST_WINDOWS = 2;
const PATIENCE = 20_000;

/** Waits until processes are at rest, so that what they do after their last visible result is counted too. */
export async function untilAtRest(pids: readonly number[]): Promise<void> {
  const total = () => pids.reduce((sum, pid) => sum + usageOf(pid).cpuSeconds, 0);
  const deadline = Date.now() + PATIENCE;
  let before = total();
  for (let resting = 0; resting < REST_WINDOWS; ) {
    if (Date.now() > deadline) throw new Error(`still busy ${PATIENCE / 1000} s after the last poll`);
    await sleep(WINDOW);
    const after = total();
    resting = after - before <= REST ? resting + 1 : 0;
    before = after;
  }
}

export interface Spread {
  median: number;
  min: number;
  max: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
  return { median, min: sorted[0] ?? 0, max: sorted.at(-1) ?? 0 };
}
