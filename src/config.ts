import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";
import { ConfigError } from "./errors.ts";
import { readFirstEntries } from "./first-entries.ts";
import type { FirstEntries } from "./model.ts";

export interface ListenAddress {
  host: string;
  port: number;
}

/** Everything that the environment can set, checked and frozen. docs/configuration.md explains each. */
export interface Config {
  /** `null`: start a private redis-server. */
  readonly redisUrl: string | null;
  /** Port of the private redis-server; `null`: any free one, kept from start to start. */
  readonly redisPort: number | null;
  /** Where the private redis-server keeps its data. */
  readonly dataDir: string;
  readonly feedsFile: string | null;
  /** CIDR ranges that may be fetched although they are private. */
  readonly allowPrivate: readonly string[];
  /** Who servers may write to about our requests: an address or a mail address. */
  readonly contact: string | null;
  /** Where the role `admin` listens; `null`: nowhere. */
  readonly admin: ListenAddress | null;
  /** Address under which hubs reach the role `admin`, without a slash at its end; `null`: WebSub is off. */
  readonly publicUrl: string | null;
  /** Seconds between two polls of a feed, at least. */
  readonly minInterval: number;
  /** Seconds between two polls of a feed that is well, at most. */
  readonly maxInterval: number;
  /** What is emitted of a feed's first document, where the feed itself does not say. */
  readonly first: FirstEntries;
  /** Fetches in flight in one process. */
  readonly concurrency: number;
  /** What is paced together: all hosts of a registrable domain, or each host. */
  readonly hostUnit: "domain" | "host";
  /** Milliseconds between the starts of two requests to a unit; `null`: 1000, and none for the operator's own hosts. */
  readonly hostSpacing: number | null;
  /** Requests under way to a unit. */
  readonly hostConcurrency: number;
  /** How far Retry-After reaches; `null`: the domain, and at the operator's own hosts the feed. */
  readonly retryAfterScope: "domain" | "host" | "feed" | null;
  /** Seconds between SIGTERM and the end, whatever is still running. */
  readonly shutdownSeconds: number;
  /** Days that an event stays on the stream. */
  readonly retentionDays: number;
  /** Days for which texts are compared with those that arrive. */
  readonly storyDays: number;
  /** Seconds that an item waits for its page at most. */
  readonly pagePatience: number;
  readonly logLevel: "trace" | "debug" | "info" | "warn" | "error" | "fatal" | "silent";
}

const integer = (min: number, max: number) =>
  z
    .string()
    .regex(/^\d+$/, "must be a whole number")
    .transform(Number)
    .pipe(z.number().min(min, `must be at least ${min}`).max(max, `must be at most ${max}`));

const cidrList = z.string().transform((value, context) => {
  const ranges = value
    .split(",")
    .map((range) => range.trim())
    .filter(Boolean);
  for (const range of ranges) {
    if (!ipaddr.isValidCIDR(range)) {
      context.addIssue(`"${range}" is not an address range such as 127.0.0.0/8 or fd00::/8`);
    }
  }
  return ranges;
});

const contact = z
  .string()
  .refine(
    (text) => /^(https?:\/\/[!-'*-~]+|[\w.+-]+@[\w.-]+)$/.test(text) && text.length <= 200,
    "must be an address such as https://example.org/bot or a mail address",
  );
const firstEntries = z.string().transform((text, context) => {
  const first = readFirstEntries(text);
  if (first !== null) return first;
  context.addIssue(`"${text}" is neither "none" nor a number nor a time such as 7d`);
  return z.NEVER;
});
const listenAddress = z
  .string()
  .regex(/^(\[[\da-f:.]+\]|[^\s:]+):\d{1,5}$/i, "must look like 127.0.0.1:8080 or [::1]:8080")
  .transform((value) => {
    const colon = value.lastIndexOf(":");
    const host = value.slice(0, colon).replace(/^\[|\]$/g, "");
    return { host, port: Number(value.slice(colon + 1)) };
  })
  .refine(({ port }) => port > 0 && port < 65_536, "the port must be from 1 to 65535");

const redisUrl = z
  .string()
  .refine(
    (value) => /^rediss?:\/\/./.test(value) && URL.canParse(value),
    "must look like redis://HOST:PORT/DB or rediss://…",
  );

const environment = z.strictObject({
  REDIS_URL: redisUrl.optional(),
  WIREFOLD_REDIS_PORT: integer(1, 65_535).optional(),
  WIREFOLD_DATA: z.string().default(".wirefold"),
  WIREFOLD_FEEDS: z.string().optional(),
  WIREFOLD_ALLOW_PRIVATE: cidrList.default([]),
  WIREFOLD_CONTACT: contact.optional(),
  WIREFOLD_ADMIN: listenAddress.optional(),
  WIREFOLD_PUBLIC_URL: z.string().optional(),
  WIREFOLD_MIN_INTERVAL: integer(1, 7 * 86_400).default(15 * 60),
  WIREFOLD_MAX_INTERVAL: integer(1, 30 * 86_400).optional(),
  WIREFOLD_FIRST: firstEntries.default({ newest: 200 }),
  WIREFOLD_CONCURRENCY: integer(1, 1_000).default(16 * availableParallelism()),
  WIREFOLD_HOST_UNIT: z.enum(["domain", "host"]).default("domain"),
  WIREFOLD_HOST_SPACING: integer(0, 3_600_000).optional(),
  WIREFOLD_HOST_CONCURRENCY: integer(1, 100).default(2),
  WIREFOLD_RETRY_AFTER_SCOPE: z.enum(["domain", "host", "feed"]).optional(),
  WIREFOLD_SHUTDOWN: integer(1, 3_600).default(30),
  WIREFOLD_RETENTION_DAYS: integer(1, 3_650).default(7),
  WIREFOLD_STORY_DAYS: integer(1, 90).default(14),
  WIREFOLD_PAGE_PATIENCE: integer(1, 7 * 86_400).default(3_600),
  WIREFOLD_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"]).default("info"),
});

/** What Kubernetes sets for a Service named wirefold, and what only the benches read. */
const NOT_OURS = /^WIREFOLD_(SERVICE_(HOST|PORT)(_|$)|PORT(_|$)|BENCH_)/;

/**
 * Reads the configuration from the environment. An empty variable counts as unset; an unknown `WIREFOLD_` name is an
 * error, because a misspelt setting that is silently ignored is worse than none.
 *
 * @throws ConfigError naming the variable and what is wrong with it
 */
export function loadConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const ours = Object.entries(env).filter(
    ([name, value]) =>
      value && (name === "REDIS_URL" || name.startsWith("WIREFOLD_")) && !NOT_OURS.test(name),
  );
  const parsed = environment.safeParse(Object.fromEntries(ours));
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map(explainIssue).join("\n"));
  const values = parsed.data;
  const { WIREFOLD_MIN_INTERVAL: minInterval, WIREFOLD_MAX_INTERVAL: maxInterval } = values;
  if (maxInterval !== undefined && maxInterval < minInterval) {
    throw new ConfigError(
      `environment: WIREFOLD_MAX_INTERVAL: must be at least WIREFOLD_MIN_INTERVAL, ${minInterval}`,
    );
  }
  return Object.freeze({
    redisUrl: values.REDIS_URL ?? null,
    redisPort: values.WIREFOLD_REDIS_PORT ?? null,
    dataDir: resolve(values.WIREFOLD_DATA),
    feedsFile: values.WIREFOLD_FEEDS ?? null,
    allowPrivate: Object.freeze(values.WIREFOLD_ALLOW_PRIVATE),
    minInterval,
    maxInterval: maxInterval ?? Math.max(86_400, minInterval),
    contact: values.WIREFOLD_CONTACT ?? null,
    first: Object.freeze(values.WIREFOLD_FIRST),
    admin: values.WIREFOLD_ADMIN ?? null,
    publicUrl: publicUrl(values.WIREFOLD_PUBLIC_URL, values.WIREFOLD_ALLOW_PRIVATE),
    concurrency: values.WIREFOLD_CONCURRENCY,
    hostUnit: values.WIREFOLD_HOST_UNIT,
    hostSpacing: values.WIREFOLD_HOST_SPACING ?? null,
    hostConcurrency: values.WIREFOLD_HOST_CONCURRENCY,
    retryAfterScope: values.WIREFOLD_RETRY_AFTER_SCOPE ?? null,
    shutdownSeconds: values.WIREFOLD_SHUTDOWN,
    retentionDays: values.WIREFOLD_RETENTION_DAYS,
    storyDays: values.WIREFOLD_STORY_DAYS,
    pagePatience: values.WIREFOLD_PAGE_PATIENCE,
    logLevel: values.WIREFOLD_LOG_LEVEL,
  });
}

/** A variable that the feeds file refers to, so that a secret need not stand in it. */
export function readVariable(name: string): string | undefined {
  return process.env[name];
}

/**
 * Secrets of subscriptions go to hubs, and hubs come back, over this address: http only where the range of the address
 * is allowed by name.
 *
 * @throws ConfigError
 */
function publicUrl(value: string | undefined, allowPrivate: readonly string[]): string | null {
  if (value === undefined) return null;
  const url = URL.parse(value);
  if (!url || !/^https?:$/.test(url.protocol)) throw refuse("must look like https://HOST/PATH");
  if (url.username || url.password || url.search || url.hash)
    throw refuse("must have no user name, no query and no fragment");
  if (url.protocol === "http:" && !isWithin(url.hostname, allowPrivate))
    throw refuse("must be https, or an address in one of the ranges of WIREFOLD_ALLOW_PRIVATE");
  return url.href.replace(/\/+$/, "");
}

const refuse = (why: string): ConfigError => new ConfigError(`environment: WIREFOLD_PUBLIC_URL: ${why}`);

function isWithin(host: string, ranges: readonly string[]): boolean {
  const address = host.replace(/^\[|\]$/g, "");
  if (!ipaddr.isValid(address)) return false;
  const ip = ipaddr.parse(address);
  return ranges
    .map((range) => ipaddr.parseCIDR(range))
    .some(([network, bits]) => network.kind() === ip.kind() && ip.match(network, bits));
}

function explainIssue(issue: z.core.$ZodIssue): string {
  if (issue.code === "unrecognized_keys") {
    const known = Object.keys(environment.shape).join(", ");
    return `environment: ${issue.keys.join(", ")} is not a setting; the settings are ${known}`;
  }
  return `environment: ${issue.path.join(".")}: ${issue.message}`;
}
