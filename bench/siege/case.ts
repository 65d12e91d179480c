import type { StoredFeedState } from "../../src/registry/feed-state.ts";
import { usageOf } from "../measure.ts";
import type { Scratch } from "../scratch.ts";
import { faultsIn } from "../service-log.ts";
import { prepareService } from "../service.ts";
import { HEALTHY, healthyUrl, type HostileFeed, hostileFeeds, OTHERS } from "./feeds.ts";
import type { HealthyServer } from "./healthy-server.ts";
import { latenessOf, quantile } from "./lateness.ts";
import { watch } from "./watch.ts";

/** 9,000 healthy feeds beside 1,000 more, or beside as many hostile ones. */
export const CASES = ["bare", "siege"] as const;
export type CaseName = (typeof CASES)[number];

/** Seconds between two polls of a feed. */
const INTERVAL = 120;

export interface CaseFigures {
  redisVersion: string;
  /** Requests that were due while it was measured. */
  polls: number;
  /** Milliseconds that the healthy feeds were late. */
  p50: number;
  p99: number;
  max: number;
  /** Megabytes in memory, on average over the first and the last third of the time, and at most. */
  first: number;
  last: number;
  peak: number;
  cpuSeconds: number;
  /** What should not have happened, whatever the figures are. */
  faults: string[];
}

interface Servers {
  healthy: HealthyServer;
  hostilePorts: readonly number[];
}

/** Polls for some minutes, and looks at the healthy feeds that both cases have. */
export async function runCase(
  scratch: Scratch,
  folder: string,
  name: CaseName,
  { healthy, hostilePorts }: Servers,
): Promise<CaseFigures> {
  const isBare = name === "bare";
  const hostile = isBare ? [] : hostileFeeds(hostilePorts);
  const urls = Array.from({ length: isBare ? HEALTHY + OTHERS : HEALTHY }, (_, at) =>
    healthyUrl(at, healthy.port),
  );
  const service = await prepareService(scratch, folder, [...urls, ...hostile.map(({ url }) => url)], {
    WIREFOLD_MIN_INTERVAL: String(INTERVAL),
    WIREFOLD_MAX_INTERVAL: String(INTERVAL),
    // Slow servers are waited for at the end, too.
    WIREFOLD_SHUTDOWN: "5",
  });
  healthy.arrivals.clear();
  await service.feeds.spread(INTERVAL * 1_000);
  const pid = service.start();
  const watched = await watch(
    service,
    pid,
    hostile.map(({ url }) => url),
    INTERVAL,
  );
  const { peakMegabytes } = usageOf(pid);
  const states = await service.feeds.states();
  const exitCode = await service.stop();

  const measured = new Set(urls.slice(0, HEALTHY));
  const dueTimes = new Map([...watched.dueTimes].filter(([url]) => measured.has(url)));
  const lateness = latenessOf(dueTimes, healthy.arrivals, watched);
  const third = Math.floor(watched.megabytes.length / 3);
  return {
    redisVersion: service.redisVersion,
    polls: lateness.length,
    p50: quantile(lateness, 0.5),
    p99: quantile(lateness, 0.99),
    max: quantile(lateness, 1),
    first: mean(watched.megabytes.slice(0, third)),
    last: mean(watched.megabytes.slice(-third)),
    peak: peakMegabytes,
    cpuSeconds: watched.cpuSeconds,
    faults: [
      ...faultsIn(service.log()),
      ...(exitCode === 0 ? [] : [`the service ended with ${exitCode ?? "a signal"}`]),
      ...wrongOutcomes(states, urls, hostile),
    ],
  };
}

/** A hostile feed may fail as slow instead: too many of them at once take each other's places. */
function wrongOutcomes(
  states: ReadonlyMap<string, StoredFeedState>,
  healthy: readonly string[],
  hostile: readonly HostileFeed[],
): string[] {
  const codeOf = (url: string): string | null => states.get(url)?.lastError?.code ?? null;
  return [
    ...healthy.filter((url) => codeOf(url) !== null).map((url) => `${url} failed with ${codeOf(url)}`),
    ...hostile
      .filter(({ url, code }) => ![code, "FETCH_TIMEOUT"].includes(codeOf(url)) && states.get(url)?.polledAt)
      .map(({ url, name, code }) => `${url} (${name}) came to ${codeOf(url)}, not ${code}`),
  ].slice(0, 5);
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
