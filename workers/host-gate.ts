import type { Config } from "../src/config.ts";
import type { HostGate } from "../src/host-gate.ts";
import { createHostSlots } from "../src/hosts/host-slots.ts";
import { unitBy } from "../src/hosts/host-unit.ts";
import type { Manners } from "../src/hosts/politeness.ts";
import type { Service } from "./service.ts";

/** Turns at servers, for everything that this service asks of them. */
export function openHostGate({ config, metrics, redis }: Service): HostGate {
  return createHostSlots(redis, {
    unitOf: unitBy(config.hostUnit, config.allowPrivate),
    mannersOf: ({ isPublic }) => mannersFor(isPublic, config),
    onSlowed: (report) => metrics.hostSlowed(report),
  });
}

/**
 * How to behave before anything is known. The operator's own hosts are asked as fast as they answer, until a spacing is
 * set, but hold at most half of a process's fetches; what they refuse is about one feed, as with RSSHub.
 */
function mannersFor(isPublic: boolean, config: Config): Manners {
  const { hostSpacing, hostConcurrency, retryAfterScope, concurrency } = config;
  return isPublic
    ? { spacing: hostSpacing ?? 1_000, places: hostConcurrency, retryAfterScope: retryAfterScope ?? "domain" }
    : {
        spacing: hostSpacing ?? 0,
        places: hostSpacing === null ? Math.ceil(concurrency / 2) : hostConcurrency,
        retryAfterScope: retryAfterScope ?? "feed",
      };
}
