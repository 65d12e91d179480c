import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSpacedGate } from "../../../src/fetch/spaced-gate.ts";
import type { HostVisit } from "../../../src/host-gate.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const A = new URL("https://a.example/1");
const never = new AbortController().signal;

test("requests to one host are spaced from when the last one was sent; another host need not wait", async () => {
  const gate = createSpacedGate(() => 1_000);
  (await gate.enter(A, 0, never)).sent();
  await gate.enter(new URL("https://b.example/"), 0, never);
  let second: HostVisit | null = null;
  void gate.enter(new URL("https://a.example/2"), 0, never).then((visit) => (second = visit));
  await vi.advanceTimersByTimeAsync(990);
  expect(second).toBeNull();
  await vi.advanceTimersByTimeAsync(20);
  expect(second).not.toBeNull();
});

test("a redirect within the host needs no turn, and who gives up does not wait", async () => {
  const gate = createSpacedGate(() => 1_000);
  const visit = await gate.enter(A, 0, never);
  expect([visit.covers(new URL("/x", A)), visit.covers(new URL("https://b.example/"))]).toEqual([
    true,
    false,
  ]);
  visit.sent();
  await expect(gate.enter(A, 0, AbortSignal.abort())).rejects.toThrow("aborted");
});
