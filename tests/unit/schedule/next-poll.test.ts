import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { NO_HINTS, type PublishingHints } from "../../../src/model.ts";
import type { FailureKind, ScheduleMemory } from "../../../src/schedule-memory.ts";
import { nextPoll, type PollSituation } from "../../../src/schedule/next-poll.ts";
import { memory } from "../../support/schedule.ts";

const MINUTE = 60;
const HOUR = 3_600;
const DAY = 86_400;
const WEEK = 7 * DAY;
/** A Sunday. */
const NOW = new Date("2026-03-01T12:00:00Z");
const ago = (seconds: number): string => new Date(NOW.getTime() - seconds * 1000).toISOString();

/** The ceiling less the tenth that jitter may add. */
const CEILING = DAY / 1.1;

const situation = (said: Partial<PollSituation> = {}): PollSituation => ({
  interval: null,
  memory: memory(),
  failures: 0,
  minInterval: 900,
  maxInterval: DAY,
  isPushed: false,
  now: NOW,
  ...said,
});
const hints = (said: Partial<PublishingHints>): PublishingHints => ({ ...NO_HINTS, ...said });
const failing = (kind: FailureKind, isDead = false): ScheduleMemory["failing"] => ({
  kind,
  since: ago(WEEK),
  kindSince: ago(WEEK),
  isDead,
});

const hourly = { gap: HOUR, newAt: ago(60) };

test.each<[string, Partial<ScheduleMemory>, number, string]>([
  ["a feed that nothing is known of: the floor", {}, 900, "floor"],
  ["a feed with news every hour: half an hour", hourly, HOUR / 2, "rhythm"],
  ["a feed with news every minute: the floor", { gap: 60, newAt: ago(60) }, 900, "floor"],
  ["a feed with news once a month: four hours", { gap: 30 * DAY, newAt: ago(60) }, 4 * HOUR, "rhythm"],
  ["an hourly feed that is silent for a day: an hour", { gap: HOUR, newAt: ago(DAY) }, HOUR, "rhythm"],
  [
    "a feed that is silent for twelve days: half a day",
    { gap: HOUR, newAt: ago(12 * DAY) },
    DAY / 2,
    "rhythm",
  ],
  ["a feed that is silent for a year: the ceiling", { newAt: ago(365 * DAY) }, CEILING, "ceiling"],
  ["a new feed without news for an hour: the floor", { newAt: ago(HOUR) }, 900, "floor"],

  [
    "nothing was known at the last poll: a quarter",
    { gap: 4 * HOUR, newAt: ago(60), entries: 9, known: 0 },
    HOUR / 2,
    "overlap",
  ],
  ["a fifth was known: half", { gap: 4 * HOUR, newAt: ago(60), entries: 10, known: 2 }, HOUR, "overlap"],
  ["half was known: as the rhythm says", { ...hourly, entries: 10, known: 5 }, HOUR / 2, "rhythm"],
  ["all was known: a quarter longer", { ...hourly, entries: 10, known: 10 }, 2_250, "overlap"],
  [
    "all was known of a feed without news yet: no longer",
    { newAt: ago(12 * HOUR), entries: 10, known: 10 },
    HOUR / 2,
    "rhythm",
  ],
  ["two entries, both new: proves nothing", { ...hourly, entries: 2, known: 0 }, HOUR / 2, "rhythm"],

  ["ttl of an hour", { ...hourly, hints: hints({ ttl: 60 }) }, HOUR, "ttl"],
  [
    "ttl that is shorter than the rhythm: no effect",
    { ...hourly, hints: hints({ ttl: 5 }) },
    HOUR / 2,
    "rhythm",
  ],
  ["ttl of a year: the ceiling", { hints: hints({ ttl: 525_600 }) }, CEILING, "ceiling"],
  ["ttl 0: says nothing", { ...hourly, hints: hints({ ttl: 0 }) }, HOUR / 2, "rhythm"],
  [
    "sy: twice daily",
    { hints: hints({ updatePeriod: "daily", updateFrequency: 2 }) },
    DAY / 2,
    "update-period",
  ],
  ["sy: hourly", { hints: hints({ updatePeriod: "hourly" }) }, HOUR, "update-period"],
  ["sy: yearly: the ceiling", { hints: hints({ updatePeriod: "yearly" }) }, CEILING, "ceiling"],
  [
    "sy: a typing error says nothing",
    { ...hourly, hints: hints({ updatePeriod: "dayly" }) },
    HOUR / 2,
    "rhythm",
  ],
  ["the last answer stays fresh for two hours", { ...hourly, fresh: 2 * HOUR }, 2 * HOUR, "cache"],
  ["the last answer stays fresh for years: the ceiling", { fresh: 1e9 }, CEILING, "ceiling"],
  ["the longest of several hints", { fresh: 2 * HOUR, hints: hints({ ttl: 180 }) }, 3 * HOUR, "ttl"],
  [
    "a feed that will not change again: the ceiling",
    { ...hourly, hints: hints({ isExpired: true }) },
    CEILING,
    "ceiling",
  ],
  [
    "a feed that may have lost entries is not slowed by its ttl and period",
    { ...hourly, missedAt: ago(DAY), hints: hints({ ttl: 600, updatePeriod: "daily" }) },
    HOUR / 2,
    "rhythm",
  ],
  [
    "a loss of long ago does not count",
    { ...hourly, missedAt: ago(8 * DAY), hints: hints({ ttl: 60 }) },
    HOUR,
    "ttl",
  ],

  ["an hour that is skipped: its end", { ...hourly, hints: hints({ skipHours: [12] }) }, HOUR, "skip"],
  [
    "an hour that is not hit: no effect",
    { ...hourly, hints: hints({ skipHours: [13] }) },
    HOUR / 2,
    "rhythm",
  ],
  ["a day that is skipped: its end", { ...hourly, hints: hints({ skipDays: [0] }) }, 12 * HOUR, "skip"],
  [
    "days that are skipped for longer than the ceiling: the ceiling",
    { hints: hints({ skipDays: [0, 1, 2] }) },
    CEILING,
    "skip",
  ],

  ["Retry-After on an answer that was good", { ...hourly, retryAfter: 2 * HOUR }, 2 * HOUR, "retry-after"],
  ["Retry-After above the ceiling", { retryAfter: 5 * DAY }, 5 * DAY, "retry-after"],
  ["Retry-After that is shorter: no sooner", { ...hourly, retryAfter: 10 }, HOUR / 2, "rhythm"],
])("%s", (_, said, seconds, why) => {
  const next = nextPoll(situation({ memory: memory(said) }), 0);
  expect(next.seconds).toBeCloseTo(seconds, 3);
  expect(next.why).toBe(why);
});

describe("the operator's interval", () => {
  test.each<[string, Partial<PollSituation>, number, string]>([
    ["is the time between two polls", { interval: HOUR }, HOUR, "interval"],
    ["is not below the floor", { interval: 60 }, 900, "floor"],
    ["may be above the ceiling", { interval: WEEK }, WEEK, "interval"],
    [
      "beats rhythm, hints, caches, skipped hours and pushes",
      {
        interval: HOUR,
        isPushed: true,
        memory: memory({
          newAt: ago(365 * DAY),
          fresh: DAY,
          hints: hints({ ttl: 600, skipDays: [0], isExpired: true }),
        }),
      },
      HOUR,
      "interval",
    ],
    [
      "does not beat Retry-After",
      { interval: HOUR, memory: memory({ retryAfter: DAY }) },
      DAY,
      "retry-after",
    ],
    [
      "is kept after failures",
      { interval: 6 * HOUR, failures: 1, memory: memory({ failing: failing("timeout") }) },
      6 * HOUR,
      "interval",
    ],
  ])("%s", (_, said, seconds, why) => {
    expect(nextPoll(situation(said), 0)).toMatchObject({ seconds, why });
  });
});

test("a feed whose hub tells is looked after once a day", () => {
  const pushed = situation({ isPushed: true, memory: memory(hourly) });
  expect(nextPoll(pushed, 0)).toMatchObject({ seconds: CEILING, why: "ceiling" });
  expect(nextPoll({ ...pushed, maxInterval: 2 * DAY }, 0)).toMatchObject({ seconds: DAY, why: "push" });
});

describe("after an outage of ours", () => {
  const after = (said: Partial<PollSituation>) =>
    situation({ ...said, memory: memory({ outageAt: ago(0), newAt: ago(30 * DAY), ...said.memory }) });

  test("a feed comes back soon, spread over as long again", () => {
    expect(nextPoll(after({}), 0)).toMatchObject({ seconds: 900, why: "outage" });
    expect(nextPoll(after({}), 0.5).seconds).toBe(1_350);
    expect(nextPoll(after({}), 1).seconds).toBe(1_800);
  });

  test("a feed that failed before waits as it did", () => {
    const dead = { failures: 20, memory: memory({ failing: failing("dns", true), outageAt: ago(0) }) };
    expect(nextPoll(after(dead), 0)).toMatchObject({ seconds: WEEK / 1.25, why: "failure" });
  });
});

describe("the sum", () => {
  test("names every term with what it did", () => {
    const said = { ...hourly, entries: 20, known: 19, fresh: 5 * MINUTE, hints: hints({ ttl: 60 }) };
    const { terms } = nextPoll(situation({ memory: memory(said) }), 1);
    expect(terms.map(({ name, seconds, effect }) => [name, seconds && Math.round(seconds), effect])).toEqual([
      ["rhythm", 1_800, "sets"],
      ["overlap", 2_250, "longer"],
      ["ttl", 3_600, "longer"],
      ["cache", 300, "none"],
      ["ceiling", 78_545, "none"],
      ["floor", 900, "none"],
      ["retry-after", null, "none"],
      ["jitter", 3_960, "longer"],
    ]);
    for (const { note } of terms) expect(note).not.toBe("");
  });

  test("names hints that are not followed", () => {
    const said = { ...hourly, missedAt: ago(60), hints: hints({ ttl: 600 }) };
    const { terms } = nextPoll(situation({ memory: memory(said) }), 0);
    expect(terms.find(({ name }) => name === "ttl")).toMatchObject({ seconds: null, effect: "none" });
  });
});

const seconds = fc.option(fc.oneof(fc.integer({ min: 0, max: 2 ** 31 }), fc.double()));
const time = fc.option(
  fc.oneof(
    fc.integer({ min: 0, max: 4e9 }).map((at) => new Date(at * 1000).toISOString()),
    fc.string(),
  ),
);
const KINDS: FailureKind[] = [
  "timeout",
  "dns",
  "tls",
  "rate-limited",
  "forbidden",
  "gone",
  "bad-address",
  "fault",
];
const memories: fc.Arbitrary<ScheduleMemory> = fc.record({
  newAt: time,
  gap: seconds,
  entries: fc.option(fc.nat()),
  known: fc.option(fc.nat()),
  missedAt: time,
  hints: fc.option(
    fc.record({
      ttl: seconds,
      skipHours: fc.uniqueArray(fc.integer({ min: 0, max: 23 })),
      skipDays: fc.uniqueArray(fc.integer({ min: 0, max: 6 })),
      updatePeriod: fc.option(fc.constantFrom("hourly", "daily", "weekly", "yearly", "dayly", "")),
      updateFrequency: seconds,
      updateBase: fc.option(fc.oneof(fc.constantFrom("2000-01-01T12:00Z", "9999-01-01T00:00Z"), fc.string())),
      isExpired: fc.boolean(),
    }),
  ),
  fresh: seconds,
  retryAfter: fc.option(fc.integer({ min: 1, max: WEEK })),
  failing: fc.option(
    fc.record({
      kind: fc.constantFrom(...KINDS),
      since: time.map((at) => at ?? ""),
      kindSince: time.map((at) => at ?? ""),
      isDead: fc.boolean(),
    }),
  ),
  outageAt: fc.option(fc.constant(NOW.toISOString())),
});
const situations: fc.Arbitrary<PollSituation> = fc
  .record({
    interval: fc.option(fc.integer({ min: 1, max: 2 * WEEK })),
    memory: memories,
    failures: fc.nat({ max: 5_000 }),
    minInterval: fc.integer({ min: 1, max: WEEK }),
    room: fc.integer({ min: 0, max: WEEK }),
    isPushed: fc.boolean(),
  })
  .map(({ room, ...said }) => situation({ ...said, maxInterval: said.minInterval + room }));
const random = fc.double({ min: 0, max: 1, noNaN: true });

test("jitter leads into no hour that is to be skipped", () => {
  // 58 minutes from noon, and up to 6 more.
  const skipping = { gap: 2 * 58 * 60, newAt: ago(60), hints: hints({ skipHours: [13] }) };
  const hours = [0, 0.3, 0.5, 1].map((chance) => {
    const next = nextPoll(situation({ memory: memory(skipping) }), chance);
    return new Date(NOW.getTime() + next.seconds * 1000).getUTCHours();
  });
  expect(hours).toEqual([12, 12, 14, 14]);
});

describe("whatever is remembered of a feed, the next poll", () => {
  test("is a number, not below the floor, and not before the server and the operator allow it", () => {
    fc.assert(
      fc.property(situations, fc.oneof(random, fc.constant(Number.NaN)), (past, chance) => {
        const next = nextPoll(past, chance);
        const least = Math.max(past.minInterval, past.interval ?? 0, past.memory.retryAfter ?? 0);
        expect(next.seconds).toBeGreaterThanOrEqual(least);
        expect(next.seconds).toBeLessThan(Number.POSITIVE_INFINITY);
        for (const term of next.terms) expect(term.seconds).not.toBeNaN();
      }),
      { numRuns: 1_000 },
    );
  });

  test("of a feed that is well is not above the ceiling, jitter and skipped days included", () => {
    fc.assert(
      fc.property(situations, random, (said, chance) => {
        const past = { ...said, failures: 0, interval: null };
        const well = { ...past, memory: { ...past.memory, retryAfter: null, outageAt: null } };
        const most = Math.max(well.maxInterval, well.minInterval * 1.1);
        expect(nextPoll(well, chance).seconds).toBeLessThanOrEqual(most + 1e-6);
      }),
      { numRuns: 1_000 },
    );
  });

  test("of a feed that fails is a week away at most, unless somebody asks for more", () => {
    fc.assert(
      fc.property(situations, random, fc.integer({ min: 1, max: 9_999 }), (said, chance, failures) => {
        const past = { ...said, failures, interval: null };
        const ill = { ...past, memory: { ...past.memory, retryAfter: null, outageAt: null } };
        const most = Math.max(WEEK, ill.maxInterval * 1.25, ill.minInterval * 1.25);
        expect(nextPoll(ill, chance).seconds).toBeLessThanOrEqual(most + 1e-6);
      }),
    );
  });

  test("is never sooner after one more failure", () => {
    fc.assert(
      fc.property(situations, random, fc.integer({ min: 1, max: 200 }), (said, chance, failures) => {
        const past = { ...said, failures, memory: { ...said.memory, outageAt: null } };
        const later = nextPoll({ ...past, failures: failures + 1 }, chance).seconds;
        expect(later).toBeGreaterThanOrEqual(nextPoll(past, chance).seconds);
        const { failing: how } = past.memory;
        const dead = { ...past, memory: { ...past.memory, failing: how && { ...how, isDead: true } } };
        expect(nextPoll(dead, chance).seconds).toBeGreaterThanOrEqual(
          how?.isDead ? 0 : nextPoll(past, chance).seconds,
        );
      }),
    );
  });

  test("is only moved back by jitter, by a tenth where nothing failed", () => {
    fc.assert(
      fc.property(situations, random, random, (past, one, other) => {
        // An hour to be skipped moves back what jitter led into it.
        const { skipHours = [], skipDays = [] } = past.memory.hints ?? {};
        fc.pre(skipHours.length + skipDays.length === 0);
        const [low, high] = [nextPoll(past, Math.min(one, other)), nextPoll(past, Math.max(one, other))];
        expect(high.seconds).toBeGreaterThanOrEqual(low.seconds);
        expect(low.seconds).toBeGreaterThanOrEqual(nextPoll(past, 0).seconds);
        const part = past.memory.outageAt !== null ? 1 : past.failures > 0 ? 0.25 : 0.1;
        expect(high.seconds).toBeLessThanOrEqual(nextPoll(past, 0).seconds * (1 + part) + 1e-6);
      }),
    );
  });
});
