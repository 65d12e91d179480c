import { setTimeout as sleep } from "node:timers/promises";
import { residentMegabytes, usageOf } from "../measure.ts";
import type { Service } from "../service.ts";

/** Intervals of the feeds: until everybody was polled and is at rest, and then as long as it is measured. */
const WARM_UP = 1.1;
const MEASURED = 0.9;
/** Seconds between two looks at the schedule: a feed that was polled is certain to be in one of them. */
const LOOK = 20;

/** What was seen while the service polled. Times are milliseconds since 1970. */
export interface Watched {
  /** Times at which feeds were due, by address. */
  dueTimes: Map<string, Set<number>>;
  /** Memory of the service, once a second. */
  megabytes: number[];
  cpuSeconds: number;
  /** The time that is measured, and when watching ended. */
  from: number;
  to: number;
  end: number;
}

/**
 * Watches a service, and makes each hostile feed due once in an interval, however long it would be left alone for its
 * failures: that of a server which is well in between would not be left alone at all.
 *
 * @param interval seconds
 */
export async function watch(
  { feeds }: Service,
  pid: number,
  hostile: readonly string[],
  interval: number,
): Promise<Watched> {
  const warmUp = Math.round(WARM_UP * interval);
  const seconds = warmUp + Math.round(MEASURED * interval);
  const start = Date.now();
  const dueTimes = new Map<string, Set<number>>();
  const megabytes: number[] = [];
  let cpuBefore = 0;
  for (let second = 1; second <= seconds; second++) {
    await sleep(start + second * 1_000 - Date.now());
    await feeds.pollNow(shareOf(hostile, second % interval, interval));
    if (second === warmUp) cpuBefore = usageOf(pid).cpuSeconds;
    if (second > warmUp) megabytes.push(residentMegabytes(pid));
    if (second % LOOK > 0) continue;
    for (const [url, time] of await feeds.dueTimes())
      dueTimes.set(url, (dueTimes.get(url) ?? new Set()).add(time));
  }
  return {
    dueTimes,
    megabytes,
    cpuSeconds: usageOf(pid).cpuSeconds - cpuBefore,
    from: start + warmUp * 1_000,
    // What was due in the last moment had no time to be asked.
    to: start + (seconds - 1) * 1_000,
    end: Date.now(),
  };
}

/** One of so many even shares. */
function shareOf<T>(values: readonly T[], share: number, shares: number): T[] {
  const at = (part: number): number => Math.floor((part * values.length) / shares);
  return values.slice(at(share), at(share + 1));
}
