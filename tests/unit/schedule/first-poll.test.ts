import { describe, expect, test } from "vitest";
import { feedId } from "../../../src/registry/feed-address.ts";
import { millisecondsToFirstPoll } from "../../../src/schedule/first-poll.ts";

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
