import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { ConfigError } from "../../src/errors.ts";
import { messageOf } from "../support/builders.ts";

const refusal = (env: NodeJS.ProcessEnv): string => messageOf(() => loadConfig(env), ConfigError);

test("an environment that sets nothing gives the defaults", () => {
  expect(loadConfig({})).toEqual({
    redisUrl: null,
    redisPort: null,
    dataDir: resolve(".wirefold"),
    feedsFile: null,
    allowPrivate: [],
    contact: null,
    admin: null,
    publicUrl: null,
    minInterval: 900,
    maxInterval: 86_400,
    first: { newest: 200 },
    concurrency: 16 * availableParallelism(),
    hostUnit: "domain",
    hostSpacing: null,
    hostConcurrency: 2,
    retryAfterScope: null,
    shutdownSeconds: 30,
    retentionDays: 7,
    storyDays: 14,
    pagePatience: 3_600,
    logLevel: "info",
  });
});

test("every variable is read", () => {
  const config = loadConfig({
    REDIS_URL: "rediss://user:secret@redis.example:6380/2",
    WIREFOLD_REDIS_PORT: "7777",
    WIREFOLD_DATA: "/var/lib/wirefold",
    WIREFOLD_FEEDS: "feeds.yaml",
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8, fd00::/8 ,",
    WIREFOLD_CONTACT: "https://soc.example/bots",
    WIREFOLD_ADMIN: "[::1]:8080",
    WIREFOLD_PUBLIC_URL: "https://feeds.example/wirefold/",
    WIREFOLD_MIN_INTERVAL: "60",
    WIREFOLD_MAX_INTERVAL: "7200",
    WIREFOLD_FIRST: "7d",
    WIREFOLD_CONCURRENCY: "4",
    WIREFOLD_HOST_UNIT: "host",
    WIREFOLD_HOST_SPACING: "0",
    WIREFOLD_HOST_CONCURRENCY: "3",
    WIREFOLD_RETRY_AFTER_SCOPE: "feed",
    WIREFOLD_SHUTDOWN: "5",
    WIREFOLD_RETENTION_DAYS: "30",
    WIREFOLD_STORY_DAYS: "3",
    WIREFOLD_PAGE_PATIENCE: "60",
    WIREFOLD_LOG_LEVEL: "debug",
  });
  expect(config).toEqual({
    redisUrl: "rediss://user:secret@redis.example:6380/2",
    redisPort: 7777,
    dataDir: "/var/lib/wirefold",
    feedsFile: "feeds.yaml",
    allowPrivate: ["127.0.0.0/8", "fd00::/8"],
    contact: "https://soc.example/bots",
    admin: { host: "::1", port: 8080 },
    publicUrl: "https://feeds.example/wirefold",
    minInterval: 60,
    maxInterval: 7_200,
    first: { seconds: 604_800 },
    concurrency: 4,
    hostUnit: "host",
    hostSpacing: 0,
    hostConcurrency: 3,
    retryAfterScope: "feed",
    shutdownSeconds: 5,
    retentionDays: 30,
    storyDays: 3,
    pagePatience: 60,
    logLevel: "debug",
  });
});

test("the longest interval is not below the shortest, and gives way where it is not set", () => {
  expect(refusal({ WIREFOLD_MIN_INTERVAL: "3600", WIREFOLD_MAX_INTERVAL: "3599" })).toContain(
    "WIREFOLD_MAX_INTERVAL: must be at least WIREFOLD_MIN_INTERVAL, 3600",
  );
  expect(loadConfig({ WIREFOLD_MIN_INTERVAL: "172800" }).maxInterval).toBe(172_800);
});

test.each([
  ["WIREFOLD_FIRST", "-1", '"-1" is neither "none" nor a number'],
  ["WIREFOLD_FIRST", "7w", '"7w" is neither'],
  ["REDIS_URL", "http://redis.example", "must look like redis://"],
  ["REDIS_URL", "redis://", "must look like redis://"],
  ["REDIS_URL", "localhost:6379", "must look like redis://"],
  ["WIREFOLD_REDIS_PORT", "0", "must be at least 1"],
  ["WIREFOLD_REDIS_PORT", "65536", "must be at most 65535"],
  ["WIREFOLD_REDIS_PORT", "auto", "must be a whole number"],
  ["WIREFOLD_ALLOW_PRIVATE", "127.0.0.1", '"127.0.0.1" is not an address range'],
  ["WIREFOLD_ALLOW_PRIVATE", "10.0.0.0/8,fd00::/129", '"fd00::/129" is not an address range'],
  ["WIREFOLD_CONTACT", "me", "must be an address such as"],
  ["WIREFOLD_CONTACT", "ftp://soc.example/", "must be an address such as"],
  ["WIREFOLD_CONTACT", "https://soc.example/ (me)", "must be an address such as"],
  ["WIREFOLD_CONTACT", "a@b.example\r\nCookie: x", "must be an address such as"],
  ["WIREFOLD_ADMIN", "8080", "must look like 127.0.0.1:8080"],
  ["WIREFOLD_ADMIN", "127.0.0.1:0", "the port must be from 1 to 65535"],
  ["WIREFOLD_ADMIN", "127.0.0.1:65536", "the port must be from 1 to 65535"],
  ["WIREFOLD_PUBLIC_URL", "feeds.example", "must look like https://HOST/PATH"],
  ["WIREFOLD_PUBLIC_URL", "ftp://feeds.example", "must look like https://HOST/PATH"],
  ["WIREFOLD_PUBLIC_URL", "https://a:b@feeds.example", "must have no user name"],
  ["WIREFOLD_PUBLIC_URL", "https://feeds.example/?a", "must have no user name, no query"],
  ["WIREFOLD_PUBLIC_URL", "http://feeds.example", "must be https"],
  ["WIREFOLD_PUBLIC_URL", "http://127.0.0.1:8080", "must be https"],
  ["WIREFOLD_MIN_INTERVAL", "15m", "must be a whole number"],
  ["WIREFOLD_MIN_INTERVAL", "0", "must be at least 1"],
  ["WIREFOLD_MIN_INTERVAL", "604801", "must be at most 604800"],
  ["WIREFOLD_CONCURRENCY", "0", "must be at least 1"],
  ["WIREFOLD_CONCURRENCY", "1001", "must be at most 1000"],
  ["WIREFOLD_HOST_UNIT", "ip", "domain"],
  ["WIREFOLD_HOST_SPACING", "1s", "must be a whole number"],
  ["WIREFOLD_HOST_SPACING", "3600001", "must be at most 3600000"],
  ["WIREFOLD_HOST_CONCURRENCY", "0", "must be at least 1"],
  ["WIREFOLD_HOST_CONCURRENCY", "101", "must be at most 100"],
  ["WIREFOLD_RETRY_AFTER_SCOPE", "all", "domain"],
  ["WIREFOLD_SHUTDOWN", "-1", "must be a whole number"],
  ["WIREFOLD_SHUTDOWN", "0", "must be at least 1"],
  ["WIREFOLD_SHUTDOWN", "3601", "must be at most 3600"],
  ["WIREFOLD_RETENTION_DAYS", "0", "must be at least 1"],
  ["WIREFOLD_RETENTION_DAYS", "1.5", "must be a whole number"],
  ["WIREFOLD_RETENTION_DAYS", "99999999999999999999", "must be at most 3650"],
  ["WIREFOLD_STORY_DAYS", "91", "must be at most 90"],
  ["WIREFOLD_LOG_LEVEL", "verbose", "info"],
])("%s=%s is refused by name", (name, value, reason) => {
  expect(refusal({ [name]: value })).toMatch(`environment: ${name}: `);
  expect(refusal({ [name]: value })).toContain(reason);
});

test("hubs may come over http where the range is allowed by name", () => {
  const env = { WIREFOLD_PUBLIC_URL: "http://127.0.0.1:8080", WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8" };
  expect(loadConfig(env).publicUrl).toBe("http://127.0.0.1:8080");
  expect(refusal({ ...env, WIREFOLD_ALLOW_PRIVATE: "10.0.0.0/8" })).toContain("must be https");
});

test("a refused Redis address does not show its password", () => {
  expect(refusal({ REDIS_URL: "http://user:hunter2@redis.example" })).not.toContain("hunter2");
});

test("all mistakes are told at once", () => {
  const message = refusal({ WIREFOLD_CONCURRENCY: "x", WIREFOLD_SHUTDOWN: "y", WIREFOLD_INTERVAL: "60" });
  expect(message.split("\n")).toHaveLength(3);
});

test("a misspelt setting is refused, with the names that exist", () => {
  const message = refusal({ WIREFOLD_CONCURENCY: "4" });
  expect(message).toMatch(/^environment: WIREFOLD_CONCURENCY is not a setting/);
  expect(message).toContain("WIREFOLD_CONCURRENCY");
});

describe("what is not ours", () => {
  test("is ignored", () => {
    expect(loadConfig({ PATH: "/bin", REDIS_PORT: "x", wirefold_data: "x" })).toEqual(loadConfig({}));
  });

  test("is left out when empty: an empty variable is an unset one", () => {
    const empty = { REDIS_URL: "", WIREFOLD_CONCURRENCY: "", WIREFOLD_FEEDS: "", WIREFOLD_NO_SUCH: "" };
    expect(loadConfig(empty)).toEqual(loadConfig({}));
  });
});

test("a config cannot be changed, in no part", () => {
  const config = loadConfig({ WIREFOLD_ALLOW_PRIVATE: "10.0.0.0/8" });
  expect(Object.isFrozen(config)).toBe(true);
  expect(Object.isFrozen(config.allowPrivate)).toBe(true);
});

test("what Kubernetes sets for a Service of this name is no setting of ours", () => {
  const names = [
    "WIREFOLD_SERVICE_HOST",
    "WIREFOLD_SERVICE_PORT",
    "WIREFOLD_PORT",
    "WIREFOLD_PORT_80_TCP_ADDR",
  ];
  expect(() => loadConfig(Object.fromEntries(names.map((name) => [name, "10.0.0.1"])))).not.toThrow();
});
