import { describe, expect, test } from "vitest";
import { createLogger, withoutCredentials, type Logger } from "../../src/log.ts";

function linesOf(level: string, write: (log: Logger) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLogger(level, { write: (line) => void lines.push(line) }));
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

const atThreeLevels = (log: Logger): void => {
  log.debug("d");
  log.info("i");
  log.warn("w");
};

describe("a log line", () => {
  test("has a level by name, a time in ISO 8601, and nothing that the process did not say", () => {
    const [line] = linesOf("info", (log) => log.info({ feed: "f1" }, "feed polled"));
    const { time, ...rest } = line ?? {};
    expect(rest).toEqual({ level: "info", feed: "f1", msg: "feed polled" });
    expect(new Date(String(time)).toISOString()).toBe(time);
  });

  test("shows no credentials of a request", () => {
    const headers = { authorization: "Bearer hunter2", cookie: "sid=hunter2", accept: "text/xml" };
    const [line] = linesOf("info", (log) => log.info({ headers, password: "hunter2" }, "x"));
    expect(line).toMatchObject({
      headers: { authorization: "[Redacted]", cookie: "[Redacted]", accept: "text/xml" },
      password: "[Redacted]",
    });
  });

  test("shows no secret of a feed, wherever the feed stands", () => {
    const request = {
      headers: { "X-Key": "hunter2" },
      auth: { user: "me", password: "hunter2" },
      proxy: "http://me:hunter2@p.example",
    };
    const shown = linesOf("info", (log) => {
      log.info({ feed: { id: "f1", request } }, "x");
      log.info({ id: "f1", request }, "x");
      log.info(request, "x");
    });
    const other = ["auth", "proxy"];
    expect(shown).toHaveLength(3);
    expect(JSON.stringify(shown.slice(0, 2))).not.toContain("hunter2");
    expect(JSON.stringify(other.map((name) => shown[2]?.[name]))).not.toContain("hunter2");
  });

  test("keeps code and cause of an error", () => {
    const error = Object.assign(new Error("refused"), { code: "FETCH_CONNECTION" });
    const [line] = linesOf("info", (log) => log.error({ err: error }, "x"));
    expect(line).toMatchObject({ err: { code: "FETCH_CONNECTION", message: "refused" } });
  });

  test("below the level is not written", () => {
    expect(linesOf("warn", atThreeLevels).map(({ msg }) => msg)).toEqual(["w"]);
    expect(linesOf("silent", atThreeLevels)).toEqual([]);
  });
});

describe("an address that is shown", () => {
  test.each([
    ["redis://user:hunter2@redis.example:6379/1", "redis://redis.example:6379/1"],
    ["redis://:hunter2@redis.example", "redis://redis.example"],
    ["rediss://hunter2@redis.example", "rediss://redis.example"],
    ["redis://redis.example/?password=hunter2&family=6", "redis://redis.example/?password=***&family=6"],
    ["https://user:hunter2@feeds.example/a?b=c", "https://feeds.example/a?b=c"],
  ])("%s has no credentials", (address, shown) => {
    expect(withoutCredentials(address)).toBe(shown);
  });

  test.each(["redis://redis.example:6379/1", "not an address"])("%s stays as it is", (address) => {
    expect(withoutCredentials(address)).toBe(address);
  });
});
