import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedId } from "../../../src/registry/feed-address.ts";
import {
  millisecondsToFirstPoll,
  type PollHistory,
  secondsToNextPoll,
} from "../../../src/schedule/next-poll.ts";

const DAY = 86_400;
const WEEK = 7 * DAY;
const history = (said: Partial<PollHistory> = {}): PollHistory => ({
  interval: null,
  minInterval: 900,
  failures: 0,
  retryAfter: null,
  hopeless: false,
  ...said,
});

describe("the next poll", () => {
  test.each<[string, Partial<PollHistory>, number]>([
    ["after the configured minimum when the feed has no wish", {}, 900],
    ["after the feed's own interval", { interval: 3_600 }, 3_600],
    ["not before the minimum, whatever the feed wishes", { interval: 60 }, 900],
    ["twice as late after one failure", { failures: 1 }, 1_800],
    ["four times as late after two", { failures: 2 }, 3_600],
    ["64 times as late after six", { failures: 6 }, 57_600],
    ["a day later at most", { failures: 7 }, DAY],
    ["a day later after a thousand failures too", { failures: 1_100 }, DAY],
    [
      "never sooner than its interval, even when that is longer than a day",
      { interval: WEEK, failures: 3 },
      WEEK,
    ],
    ["a day later when it is hopeless", { hopeless: true, failures: 1 }, DAY],
    ["after its interval when it is hopeless and that is longer", { interval: WEEK, hopeless: true }, WEEK],
    ["when the server asked for it, if that is later", { retryAfter: 7_200, failures: 1 }, 7_200],
    ["not sooner because the server allows it", { retryAfter: 10, failures: 1 }, 1_800],
    ["later than a day, if the server asked for it", { retryAfter: WEEK, failures: 1 }, WEEK],
  ])("is %s", (_, said, seconds) => {
    expect(secondsToNextPoll(history(said), 0)).toBe(seconds);
  });

  const seconds = fc.option(fc.integer({ min: 1, max: WEEK }));
  const histories = fc.record({
    interval: seconds,
    minInterval: fc.integer({ min: 1, max: WEEK }),
    failures: fc.nat({ max: 5_000 }),
    retryAfter: seconds,
    hopeless: fc.boolean(),
  });
  const random = fc.double({ min: 0, max: 1, noNaN: true });

  test("is never sooner than anybody asked for, and jitter adds a tenth at most", () => {
    fc.assert(
      fc.property(histories, random, (past, chance) => {
        const wait = secondsToNextPoll(past, chance);
        const exact = secondsToNextPoll(past, 0);
        expect(wait).toBeGreaterThanOrEqual(
          Math.max(past.minInterval, past.interval ?? 0, past.retryAfter ?? 0, exact),
        );
        expect(wait).toBeLessThanOrEqual(exact * 1.1 + 1e-9);
        expect(exact).toBeLessThanOrEqual(WEEK);
      }),
    );
  });

  test("is later with every failure, until the cap", () => {
    fc.assert(
      fc.property(histories, (past) => {
        const next = { ...past, failures: past.failures + 1 };
        expect(secondsToNextPoll(next, 0)).toBeGreaterThanOrEqual(secondsToNextPoll(past, 0));
      }),
    );
  });
});

describe("the first poll", () => {
  const ids = Array.from({ length: 1_000 }, (_, at) => feedId(`https://feeds.example/${at}`));

  test("of a single new feed is at once", () => {
    for (const id of ids) expect(millisecondsToFirstPoll(id, 1, 900)).toBe(0);
  });

  test.each([
    ["five milliseconds a feed", 900, 4_995],
    ["the shortest interval, if that is less", 2, 2_000],
  ])("of many is spread over %s", (_, minInterval, window) => {
    const times = ids.map((id) => millisecondsToFirstPoll(id, ids.length, minInterval));
    expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...times)).toBeLessThan(window);
    const quarters = [0, 1, 2, 3].map((part) =>
      times.filter((time) => Math.floor((4 * time) / window) === part),
    );
    for (const quarter of quarters) expect(quarter.length).toBeGreaterThan(200);
  });

  test("is the same for the same feed", () => {
    const [id = ""] = ids;
    expect(millisecondsToFirstPoll(id, 100, 900)).toBe(millisecondsToFirstPoll(id, 100, 900));
    expect(millisecondsToFirstPoll("f000000000000", 100, 900)).toBe(0);
    expect(millisecondsToFirstPoll("fffffffffffff", 101, 900)).toBe(499);
  });
});
