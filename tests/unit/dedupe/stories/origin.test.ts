import { expect, test } from "vitest";
import { isBetterOrigin } from "../../../../src/dedupe/stories/origin.ts";
import { aRecord } from "../../../support/prints.ts";

const [EARLY, LATE] = ["2026-03-01T08:00:00Z", "2026-03-01T12:00:00Z"];
const ORIGIN = { outlet: "first.example", time: LATE };
const OTHER = { outlet: "second.example", time: LATE };

test.each([
  ["that was published earlier is", { ...OTHER, time: EARLY }, ORIGIN, true],
  ["that was published later is not", OTHER, { ...ORIGIN, time: EARLY }, false],
  ["that was published at the same time is not", OTHER, ORIGIN, false],
  ["without a date is not", { ...OTHER, time: EARLY, isDated: false }, ORIGIN, false],
  [
    "that was published before one without a date is not",
    { ...OTHER, time: EARLY },
    { ...ORIGIN, isDated: false },
    false,
  ],
  ["of the same outlet is not, however early", { ...ORIGIN, time: EARLY }, ORIGIN, false],
  ["whose outlet the first one names as its source is", OTHER, { ...ORIGIN, credit: "second.example" }, true],
  [
    "whose outlet the first one names is, without a date",
    { ...OTHER, isDated: false },
    { ...ORIGIN, credit: "second.example" },
    true,
  ],
  [
    "that names the first one's outlet is not, however early",
    { ...OTHER, time: EARLY, credit: "first.example" },
    ORIGIN,
    false,
  ],
  ["that names some other source is not", { ...OTHER, time: EARLY, credit: "agency.example" }, ORIGIN, false],
  ["that names itself may be", { ...OTHER, time: EARLY, credit: "second.example" }, ORIGIN, true],
  [
    "that is later than a copy of a third one is not",
    OTHER,
    { ...ORIGIN, time: EARLY, credit: "agency.example" },
    false,
  ],
])("an item %s a better origin", (_, later, origin, isBetter) => {
  expect(isBetterOrigin(aRecord(later), aRecord(origin))).toBe(isBetter);
});
