import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { HostBusyError } from "../../../src/errors.ts";
import { listHosts } from "../../../src/hosts/host-list.ts";
import { createHostSlots, type HostSlotsOptions } from "../../../src/hosts/host-slots.ts";
import { unitBy } from "../../../src/hosts/host-unit.ts";
import type { Manners } from "../../../src/hosts/politeness.ts";
import type { HostAnswer, HostGate, HostVisit } from "../../../src/host-gate.ts";
import { hostKey, hostVisitsKey } from "../../../src/redis/keys.ts";
import { startTestRedis, type TestRedis } from "../../support/redis.ts";

const GOOD: HostAnswer = { status: 200, retryAfter: null, latency: 1 };
const never = new AbortController().signal;
let server: TestRedis;
let reports: unknown[];

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
  reports = [];
});

function gate(said: Partial<Manners> = {}, options: Partial<HostSlotsOptions> = {}): HostGate {
  const manners: Manners = { spacing: 1_000, places: 2, retryAfterScope: "domain", ...said };
  return createHostSlots(server.redis, {
    unitOf: unitBy("domain", []),
    mannersOf: () => manners,
    onSlowed: (report) => reports.push(report),
    ...options,
  });
}

const enter = (at: HostGate, address: string, patience = 0): Promise<HostVisit> =>
  at.enter(new URL(address), patience, never);

/** Milliseconds until the turn of an address that has to wait. */
const waitAt = async (at: HostGate, address: string): Promise<number> =>
  enter(at, address).then(
    () => 0,
    (error: unknown) => {
      if (error instanceof HostBusyError) return error.wait;
      throw error;
    },
  );

/** Enters, sends and leaves. */
async function ask(at: HostGate, address: string, answer = GOOD, patience = 0): Promise<void> {
  const visit = await enter(at, address, patience);
  visit.sent();
  await visit.leave(answer);
}

/** Makes the visit under way look as if it had begun earlier. */
async function ageVisit(unit: string, milliseconds: number): Promise<void> {
  const [token = ""] = await server.redis.zrange(hostVisitsKey(unit), 0, -1);
  await server.redis.zincrby(hostVisitsKey(unit), -milliseconds, token);
  for (const field of ["started", "tail"]) await server.redis.hincrby(hostKey(unit), field, -milliseconds);
}

test("those that wait get turns of their own, a spacing apart, and keep them", async () => {
  const [a, b] = [gate(), gate()];
  await ask(a, "https://x.example.com/0");
  const first = [];
  for (let at = 1; at <= 4; at++) first.push(await waitAt(at % 2 ? a : b, `https://x.example.com/${at}`));
  for (const [at, wait] of first.entries()) {
    expect(wait).toBeGreaterThan(1_000 * at + 500);
    expect(wait).toBeLessThanOrEqual(1_000 * (at + 1) + 100);
  }
  expect(await waitAt(b, "https://x.example.com/2")).toBeLessThanOrEqual(first[1] ?? 0);
});

test("a unit is its domain, and another one does not wait for it", async () => {
  const at = gate();
  await ask(at, "https://a.example.com/");
  expect(await waitAt(at, "https://b.example.com/")).toBeGreaterThan(0);
  expect(await waitAt(at, "https://example.org/")).toBe(0);
});

test("starts are a spacing apart, whoever asks, when all are asked at once", async () => {
  const starts: number[] = [];
  const all = Array.from({ length: 8 }, async (_, n) => {
    const visit = await enter(gate({ spacing: 60 }), `https://example.com/${n}`, 5_000);
    starts.push(performance.now());
    visit.sent();
    await visit.leave(GOOD);
  });
  await Promise.all(all);
  const gaps = starts.slice(1).map((start, n) => start - (starts[n] ?? 0));
  // What is measured here is when the reply came, which a busy machine moves a little.
  expect(Math.min(...gaps)).toBeGreaterThan(50);
});

test("a request that is long in coming off is spaced from when it was sent", async () => {
  const at = gate({ spacing: 100 });
  const visit = await enter(at, "https://example.com/1");
  await ageVisit("example.com", 300);
  expect(await waitAt(at, "https://example.com/2")).toBeGreaterThan(0);
  const sentAt = performance.now();
  visit.sent();
  await enter(at, "https://example.com/3", 2_000);
  expect(performance.now() - sentAt).toBeGreaterThan(95);
});

test("no more are under way than there are places", async () => {
  const at = gate({ spacing: 0, places: 3 });
  const visits = await Promise.all([1, 2, 3].map((n) => enter(at, `https://example.com/${n}`)));
  expect(await waitAt(at, "https://example.com/4")).toBeGreaterThan(0);
  await visits[0]?.leave(GOOD);
  await enter(at, "https://example.com/4", 1_000);
  expect(await server.redis.zcard(hostVisitsKey("example.com"))).toBe(3);
});

test("the place of a worker that was killed comes back", async () => {
  const at = gate({ spacing: 0, places: 1 });
  await enter(at, "https://example.com/1");
  const [token = ""] = await server.redis.zrange(hostVisitsKey("example.com"), 0, -1);
  await server.redis.zadd(hostVisitsKey("example.com"), 1, token);
  await enter(at, "https://example.com/2");
});

test("waiting can be given up", async () => {
  const at = gate();
  await ask(at, "https://example.com/1");
  const stop = new AbortController();
  const waiting = at.enter(new URL("https://example.com/2"), 60_000, stop.signal);
  stop.abort();
  await expect(waiting).rejects.toMatchObject({ name: "AbortError" });
});

test("everything expires when nobody comes any more", async () => {
  const at = gate();
  await ask(at, "https://example.com/1");
  await waitAt(at, "https://example.com/2");
  await enter(at, "https://example.org/1");
  const keys = (await server.redis.keys("{wf:0}:host:*")).toSorted();
  expect(keys).toHaveLength(4);
  for (const key of keys) expect(await server.redis.pttl(key)).toBeGreaterThan(0);
});

test("an operator sees who is asked, who waits and what is closed", async () => {
  const at = gate();
  await ask(at, "https://good.example.com/1", { ...GOOD, latency: 40 });
  await waitAt(at, "https://good.example.com/2");
  await ask(at, "https://closed.example.org/", { status: 429, retryAfter: 120, latency: 1 });
  await enter(at, "https://example.net/");
  const { now, hosts } = await listHosts(server.redis);
  expect(hosts.toSorted((a, b) => a.unit.localeCompare(b.unit))).toMatchObject([
    { unit: "example.com", spacing: 1_000, latency: 40, visits: 0, waiting: 1, closedUntil: 0, why: "" },
    { unit: "example.org", visits: 0, waiting: 0, why: "retry-after" },
  ]);
  const closedFor = Math.max(...hosts.map(({ closedUntil }) => closedUntil)) - now;
  expect(closedFor).toBeGreaterThan(110_000);
});

describe("what servers answer is learned by all", () => {
  const refusal = (retryAfter: number | null): HostAnswer => ({ status: 429, retryAfter, latency: 1 });

  test("Retry-After closes the domain, and says so once", async () => {
    await ask(gate(), "https://a.example.com/", refusal(120));
    const waits = [
      await waitAt(gate(), "https://b.example.com/1"),
      await waitAt(gate(), "https://b.example.com/2"),
    ];
    expect(waits[0]).toBeGreaterThan(119_000);
    expect((waits[1] ?? 0) - (waits[0] ?? 0)).toBeGreaterThan(900);
    expect(reports).toEqual([
      { unit: "example.com", why: "retry-after", spacing: 1_000, closedFor: 120_000, status: 429 },
    ]);
  });

  test("two refusals that come together are one line in the log", async () => {
    const at = gate({ spacing: 0 });
    const visits = await Promise.all([1, 2].map((n) => enter(at, `https://example.com/${n}`)));
    for (const visit of visits) await visit.leave(refusal(120));
    expect(reports).toHaveLength(1);
  });

  test("or the host", async () => {
    const at = gate({ retryAfterScope: "host", spacing: 0 });
    await ask(at, "https://a.example.com/", refusal(120));
    expect(await waitAt(at, "https://a.example.com/2")).toBeGreaterThan(119_000);
    expect(await waitAt(at, "https://b.example.com/")).toBe(0);
  });

  test("or nobody else but the feed", async () => {
    const at = gate({ retryAfterScope: "feed", spacing: 0 });
    await ask(at, "https://a.example.com/", refusal(120));
    expect(await waitAt(at, "https://a.example.com/2")).toBe(0);
    expect(reports).toEqual([]);
  });

  test("nothing is lost when two leave at once", async () => {
    const at = gate({ spacing: 0 });
    const [one, two] = [await enter(at, "https://example.com/1"), await enter(at, "https://example.com/2")];
    await Promise.all([one.leave({ ...GOOD, latency: 500 }), two.leave(refusal(300))]);
    expect(await waitAt(at, "https://example.com/3")).toBeGreaterThan(299_000);
  });
});
