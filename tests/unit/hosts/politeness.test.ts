import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { HostAnswer } from "../../../src/host-gate.ts";
import { learn, limitsOf, type Manners, type Pace, UNKNOWN_PACE } from "../../../src/hosts/politeness.ts";

const MANNERS: Manners = { spacing: 1_000, places: 2, retryAfterScope: "domain" };
const NOW = 1_800_000_000_000;

const answer = (status: number | null, said: Partial<HostAnswer> = {}): HostAnswer => ({
  status,
  retryAfter: null,
  latency: 100,
  ...said,
});
const after = (answers: readonly HostAnswer[], manners = MANNERS, start = UNKNOWN_PACE): Pace =>
  answers.reduce((pace, each, at) => learn(pace, each, manners, NOW + at, NOW + at), start);

test("nothing known: the configured spacing and places", () => {
  expect(limitsOf(UNKNOWN_PACE, MANNERS)).toEqual({ spacing: 1_000, places: 2, step: 1_000 });
});

test("good answers change nothing but the latency", () => {
  expect(after([answer(200), answer(304), answer(404)])).toEqual({ ...UNKNOWN_PACE, latency: 100 });
});

describe("Retry-After", () => {
  test.each([
    [429, 120, 120_000],
    [503, 120, 120_000],
    [403, 120, 120_000],
    [429, 7 * 86_400, 86_400_000],
  ])("with status %i, %i s: closed for %i ms", (status, retryAfter, closed) => {
    const pace = learn(UNKNOWN_PACE, answer(status, { retryAfter }), MANNERS, NOW, NOW);
    expect(pace).toMatchObject({
      closedUntil: NOW + closed,
      hostClosedUntil: 0,
      penalty: 0,
      why: "retry-after",
    });
  });

  test("of a moved or missing document closes nothing", () => {
    expect(after([answer(404, { retryAfter: 60 }), answer(301, { retryAfter: 60 })]).closedUntil).toBe(0);
  });

  test("that is shorter does not open what is closed for longer", () => {
    const pace = after([answer(429, { retryAfter: 600 }), answer(429, { retryAfter: 1 })]);
    expect(pace.closedUntil).toBe(NOW + 600_000);
  });

  test("can close the host alone", () => {
    const manners: Manners = { ...MANNERS, retryAfterScope: "host" };
    const pace = learn(UNKNOWN_PACE, answer(429, { retryAfter: 60 }), manners, NOW, NOW);
    expect(pace).toMatchObject({ closedUntil: 0, hostClosedUntil: NOW + 60_000 });
  });

  test("can reach the feed alone, and then refusals teach nothing about the server", () => {
    const manners: Manners = { ...MANNERS, retryAfterScope: "feed" };
    const pace = after([answer(429, { retryAfter: 60 }), answer(429), answer(403)], manners);
    expect(pace).toEqual({ ...UNKNOWN_PACE, latency: 100 });
  });
});

describe("a refusal without Retry-After", () => {
  test.each([429, 403])(
    "of status %i doubles the spacing, closes for a minute, and leaves one place",
    (status) => {
      const pace = learn(UNKNOWN_PACE, answer(status), MANNERS, NOW, NOW);
      expect(pace).toMatchObject({ penalty: 2_000, closedUntil: NOW + 60_000, why: "refused" });
      expect(limitsOf(pace, MANNERS)).toMatchObject({ spacing: 2_000, places: 1 });
    },
  );

  test("doubles up to a minute", () => {
    expect(after(Array.from({ length: 10 }, () => answer(429))).penalty).toBe(60_000);
  });

  test("counts once for requests that were under way together", () => {
    const first = learn(UNKNOWN_PACE, answer(429), MANNERS, NOW, NOW + 500);
    const second = learn(first, answer(429), MANNERS, NOW + 100, NOW + 600);
    expect(second.penalty).toBe(2_000);
  });

  test("is forgiven slowly: after seven good answers", () => {
    const refused = learn(UNKNOWN_PACE, answer(429), MANNERS, NOW, NOW);
    const good = (count: number) =>
      after(
        Array.from({ length: count }, () => answer(200)),
        MANNERS,
        refused,
      );
    expect(good(6).penalty).toBeGreaterThan(1_000);
    expect(good(7).penalty).toBe(0);
  });

  test("is not forgiven by failures", () => {
    const refused = learn(UNKNOWN_PACE, answer(429), MANNERS, NOW, NOW);
    const pace = after([answer(500), answer(503), answer(null, { latency: null })], MANNERS, refused);
    expect(pace.penalty).toBe(2_000);
  });

  test("slows even a host that was to have no spacing", () => {
    const manners: Manners = { ...MANNERS, spacing: 0 };
    expect(limitsOf(learn(UNKNOWN_PACE, answer(429), manners, NOW, NOW), manners).spacing).toBe(1_000);
  });
});

describe("a slow server", () => {
  test("gets a quarter of its latency as spacing", () => {
    const pace = after([answer(200, { latency: 8_000 })]);
    expect(pace.why).toBe("slow");
    expect(limitsOf(pace, MANNERS)).toEqual({ spacing: 2_000, places: 2, step: 4_000 });
  });

  test("that never answers gets no more than ten seconds", () => {
    const pace = after(Array.from({ length: 9 }, () => answer(null, { latency: 120_000 })));
    expect(limitsOf(pace, MANNERS)).toEqual({ spacing: 10_000, places: 2, step: 10_000 });
  });

  test("that recovers is forgotten", () => {
    const slow = after([answer(200, { latency: 30_000 })]);
    const pace = after(
      Array.from({ length: 20 }, () => answer(200)),
      MANNERS,
      slow,
    );
    expect(pace.why).toBe("");
    expect(limitsOf(pace, MANNERS).spacing).toBe(1_000);
  });

  test("without spacing is limited by its places alone, and turns come as fast as it answers", () => {
    const own: Manners = { spacing: 0, places: 16, retryAfterScope: "feed" };
    expect(limitsOf(after([answer(200, { latency: 8_000 })], own), own)).toEqual({
      spacing: 0,
      places: 16,
      step: 500,
    });
  });
});

test("whatever servers answer, limits stay within bounds, and nothing closes for more than a day", () => {
  const answers = fc.array(
    fc.record({
      status: fc.option(fc.constantFrom(200, 301, 304, 403, 404, 429, 500, 503)),
      retryAfter: fc.option(fc.integer({ min: 1, max: 7 * 86_400 })),
      latency: fc.option(fc.integer({ min: 0, max: 300_000 })),
    }),
  );
  const manners = fc.record<Manners>({
    spacing: fc.integer({ min: 0, max: 30_000 }),
    places: fc.integer({ min: 1, max: 100 }),
    retryAfterScope: fc.constantFrom("domain", "host", "feed"),
  });
  fc.assert(
    fc.property(answers, manners, (said, how) => {
      const pace = after(said, how);
      const { spacing, places, step } = limitsOf(pace, how);
      expect(spacing).toBeGreaterThanOrEqual(how.spacing);
      expect(spacing).toBeLessThanOrEqual(60_000);
      expect(places).toBeGreaterThanOrEqual(1);
      expect(places).toBeLessThanOrEqual(how.places);
      expect(step).toBeGreaterThanOrEqual(spacing);
      expect(Math.max(pace.closedUntil, pace.hostClosedUntil)).toBeLessThanOrEqual(
        NOW + said.length + 86_400_000,
      );
    }),
  );
});
