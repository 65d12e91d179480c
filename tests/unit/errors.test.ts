import { expect, test } from "vitest";
import {
  ConfigError,
  FetchError,
  HostBusyError,
  NoRoomError,
  ParseError,
  RedisError,
  WirefoldError,
} from "../../src/errors.ts";

const cause = new Error("socket hang up");

test.each([
  [new FetchError("FETCH_STATUS", "m"), "FetchError", "FETCH_STATUS"],
  [new ParseError("PARSE_EMPTY", "m"), "ParseError", "PARSE_EMPTY"],
  [new ConfigError("m"), "ConfigError", "CONFIG"],
  [new RedisError("REDIS_EVICTS", "m"), "RedisError", "REDIS_EVICTS"],
])("%s carries a name and a code", (error, name, code) => {
  expect(error).toBeInstanceOf(WirefoldError);
  expect(error).toMatchObject({ name, code, message: "m" });
});

test.each([
  ["FETCH_BAD_ADDRESS", true],
  ["FETCH_BLOCKED_ADDRESS", true],
  ["FETCH_CHALLENGED", false],
  ["FETCH_DNS", false],
  ["FETCH_STATUS", false],
] as const)("%s is hopeless until somebody changes something: %s", (code, isHopeless) => {
  expect(new FetchError(code, "m").isHopeless).toBe(isHopeless);
});

test("a fetch error says what the server said, and null where it said nothing", () => {
  expect(new FetchError("FETCH_STATUS", "m", { status: 503, retryAfter: 120, cause })).toMatchObject({
    status: 503,
    retryAfter: 120,
    cause,
  });
  expect(new FetchError("FETCH_DNS", "m")).toMatchObject({ status: null, retryAfter: null });
});

test("a host that is busy says for how long", () => {
  expect(new HostBusyError("example.com", 1_500)).toMatchObject({
    name: "HostBusyError",
    code: "HOST_BUSY",
    wait: 1_500,
  });
});

test("room that is missing says when to try again", () => {
  expect(new NoRoomError(30_000)).toMatchObject({ name: "NoRoomError", code: "NO_ROOM", wait: 30_000 });
});

test("an error keeps what caused it", () => {
  expect(new ParseError("PARSE_MALFORMED", "m", cause).cause).toBe(cause);
  expect(new RedisError("REDIS_START", "m", cause).cause).toBe(cause);
});
