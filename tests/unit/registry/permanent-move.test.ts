import { describe, expect, test } from "vitest";
import { addressToAsk, followMove, type PermanentMove } from "../../../src/registry/permanent-move.ts";

const [OLD, NEW, OTHER] = ["http://old.example/", "https://new.example/", "https://other.example/"];
const START = Date.parse("2026-03-01T00:00:00Z");

interface Poll {
  day: number;
  movedTo?: string | null;
  takenBy?: string | null;
  asked?: string;
}

/** What successful polls on these days lead to. */
function after(polls: readonly Poll[]): { move: PermanentMove | null; movedTo: string | null } {
  let state: ReturnType<typeof followMove> = { move: null, movedTo: null };
  for (const { day, movedTo = NEW, takenBy = null, asked = state.movedTo ?? OLD } of polls)
    state = followMove(
      state.move,
      { registered: OLD, asked, movedTo, takenBy },
      new Date(START + day * 86_400_000),
    );
  return state;
}

const daily = (count: number, first = 0): Poll[] =>
  Array.from({ length: count }, (_, at) => ({ day: first + at }));

describe("a permanent move", () => {
  test("is watched from its first poll on", () => {
    expect(after(daily(2))).toEqual({
      move: { to: NEW, since: "2026-03-01T00:00:00.000Z", polls: 2, takenBy: null },
      movedTo: null,
    });
  });

  test.each([
    ["ten polls over nine days", daily(10), NEW],
    ["nine polls over eight days", daily(9), null],
    ["ten polls within a day less than a week", daily(10).map(({ day }) => ({ day: (day * 6.9) / 9 })), null],
    ["ten polls over just a week", daily(10).map(({ day }) => ({ day: (day * 7) / 9 })), NEW],
    ["two polls, a month apart", [{ day: 0 }, { day: 30 }], null],
    [
      "one poll in between that was not moved",
      [...daily(9), { day: 9, movedTo: null }, ...daily(9, 10)],
      null,
    ],
    [
      "one poll in between that was moved elsewhere",
      [...daily(9), { day: 9, movedTo: OTHER }, { day: 10 }],
      null,
    ],
    ["two targets in turn", daily(40).map(({ day }) => ({ day, movedTo: day % 2 ? NEW : OTHER })), null],
    ["the address of another feed", daily(40).map(({ day }) => ({ day, takenBy: "f1" })), null],
    [
      "the address of another feed, until that is removed",
      [...daily(12).map(({ day }) => ({ day, takenBy: "f1" })), { day: 12 }],
      NEW,
    ],
  ])("that is seen in %s", (_, polls, movedTo) => {
    const state = after(polls);
    expect(state.movedTo).toBe(movedTo);
    expect(state.move === null).toBe(movedTo !== null);
  });

  test("that held stays in force while its address answers by itself", () => {
    expect(after([...daily(10), { day: 10, movedTo: null }])).toEqual({ move: null, movedTo: NEW });
  });

  test("that held is over when the registered address answers by itself again", () => {
    expect(after([...daily(10), { day: 10, movedTo: null, asked: OLD }])).toEqual({
      move: null,
      movedTo: null,
    });
  });

  test("goes on to a third address, and back, in the same way", () => {
    const on = daily(10, 20).map(({ day }) => ({ day, movedTo: OTHER }));
    expect(after([...daily(10), ...on]).movedTo).toBe(OTHER);
    const back = daily(10, 20).map(({ day }) => ({ day, movedTo: OLD }));
    expect(after([...daily(10), ...back])).toEqual({ move: null, movedTo: null });
  });
});

test("the registered address is asked in turn with the new one while that fails", () => {
  const asked = [0, 1, 2, 3, 4, 5, 6].map((failures) => addressToAsk(OLD, { movedTo: NEW, failures }));
  expect(asked).toEqual([NEW, NEW, NEW, OLD, NEW, OLD, NEW]);
  expect(addressToAsk(OLD, { movedTo: null, failures: 4 })).toBe(OLD);
});
