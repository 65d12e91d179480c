import type { Redis } from "ioredis";
import type { Config } from "../src/config.ts";
import type { Logger } from "../src/log.ts";
import type { Metrics } from "../src/metrics.ts";

/** What every role is given. */
export interface Service {
  config: Config;
  log: Logger;
  metrics: Metrics;
  redis: Redis;
  /** Where that Redis is, for threads: each needs a connection of its own. */
  redisUrl: string;
}
