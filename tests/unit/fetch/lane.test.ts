import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createLane, type Guest, type Lane } from "../../../src/fetch/lane.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
let log: string[];
beforeEach(() => {
  log = [];
});

const guest = (name: string, isReplaceable = true): Guest => ({
  isReplaceable,
  giveUp: () => void log.push(`${name} out`),
});

/** Lets a guest in, or into the line, and notes what becomes of it. */
async function enter(lane: Lane, name: string, who = guest(name), signal = never): Promise<Guest> {
  lane.enter(who, signal).then(
    () => log.push(`${name} in`),
    (error: unknown) => log.push(`${name} ${String(error)}`),
  );
  await vi.advanceTimersByTimeAsync(0);
  return who;
}

describe("a lane whose guests may stay", () => {
  test("lets in as many as it has places for, and others in the order in which they came", async () => {
    const lane = createLane(2, Number.POSITIVE_INFINITY);
    const first = await enter(lane, "a");
    const second = await enter(lane, "b");
    await enter(lane, "c");
    await enter(lane, "d");
    await vi.advanceTimersByTimeAsync(1e9);
    expect(log).toEqual(["a in", "b in"]);
    lane.leave(second);
    lane.leave(first);
    await vi.advanceTimersByTimeAsync(0);
    expect(log.slice(2)).toEqual(["c in", "d in"]);
  });

  test("forgets who leaves the line, or is told to", async () => {
    const lane = createLane(1, Number.POSITIVE_INFINITY);
    const first = await enter(lane, "a");
    const waiting = await enter(lane, "b");
    const stop = new AbortController();
    await enter(lane, "c", guest("c"), stop.signal);
    await enter(lane, "d");
    lane.leave(waiting);
    stop.abort(new Error("enough"));
    lane.leave(first);
    await vi.advanceTimersByTimeAsync(0);
    expect(log).toEqual(["a in", "c Error: enough", "d in"]);
  });

  test("lets nobody in who was told to stop before", async () => {
    await enter(createLane(1, 0), "a", guest("a"), AbortSignal.abort(new Error("enough")));
    expect(log).toEqual(["a Error: enough"]);
  });

  test("gives a place back once, whoever gives it back twice", async () => {
    const lane = createLane(1, Number.POSITIVE_INFINITY);
    const first = await enter(lane, "a");
    lane.leave(first);
    await enter(lane, "b");
    lane.leave(first);
    await enter(lane, "c");
    expect(log).toEqual(["a in", "b in"]);
  });
});

describe("a lane whose guests make room", () => {
  test("at once takes the place of the oldest", async () => {
    const lane = createLane(2, 0);
    for (const name of ["a", "b", "c"]) await enter(lane, name);
    expect(log).toEqual(["a in", "b in", "a out", "c in"]);
  });

  test("after some time waits so long, and not for those that had it already", async () => {
    const lane = createLane(2, 5_000);
    await enter(lane, "a");
    await vi.advanceTimersByTimeAsync(3_000);
    await enter(lane, "b");
    await enter(lane, "c");
    await enter(lane, "d");
    await vi.advanceTimersByTimeAsync(1_999);
    expect(log).toEqual(["a in", "b in"]);
    await vi.advanceTimersByTimeAsync(1);
    expect(log.slice(2)).toEqual(["a out", "c in"]);
    await vi.advanceTimersByTimeAsync(3_000);
    expect(log.slice(4)).toEqual(["b out", "d in"]);
  });

  test("keeps those that nobody may replace", async () => {
    const lane = createLane(2, 0);
    await enter(lane, "a", guest("a", false));
    await enter(lane, "b");
    await enter(lane, "c", guest("c", false));
    await enter(lane, "d");
    expect(log).toEqual(["a in", "b in", "b out", "c in"]);
  });
});
