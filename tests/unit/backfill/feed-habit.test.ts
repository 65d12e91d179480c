import { describe, expect, test } from "vitest";
import { habitAfter } from "../../../src/backfill/feed-habit.ts";

const DATED = ["2026-03-01T12:00:00.000Z", "2026-03-01T11:00:00.000Z"];

describe("the habit of a feed", () => {
  test("after the first document is its dates; what it brought is no habit", () => {
    expect(habitAfter(null, [...DATED, null, null], 200)).toEqual({ arrivals: 0, dated: 0.5 });
  });

  test("comes to what the feed brings each time", () => {
    let habit = habitAfter(null, DATED, 200);
    for (let n = 0; n < 30; n++) habit = habitAfter(habit, DATED, 12);
    expect(habit.arrivals).toBeCloseTo(12, 0);
    expect(habit.dated).toBe(1);
  });

  test("is not made by one document", () => {
    expect(habitAfter({ arrivals: 2, dated: 1 }, [null, null], 12)).toEqual({ arrivals: 4, dated: 0.8 });
  });

  test("fades where a feed brings nothing", () => {
    let habit = { arrivals: 100, dated: 1 };
    for (let n = 0; n < 30; n++) habit = habitAfter(habit, DATED, 0);
    expect(habit.arrivals).toBeLessThan(1);
  });
});
