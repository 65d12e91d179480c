import { describe, expect, test } from "vitest";
import { type Judgement } from "../../../../src/dedupe/text/judge.ts";
import { cutOff, DAM, PARAGRAPHS } from "../../../support/news.ts";
import { judgeSaid, type Said } from "../../../support/prints.ts";

const OTHER = "second.example";
const verdict = ({ kinship, rule }: Judgement): string => `${kinship ?? "new"}: ${rule}`;

/** Of a later item and an earlier one; both say what DAM says where nothing else is said. */
const judged = (later: Said, earlier: Said = {}): string =>
  verdict(judgeSaid({ ...DAM, ...later }, { ...DAM, ...earlier }));

const opening = PARAGRAPHS[0] ?? "";

describe("the same text", () => {
  test.each([
    ["in the same outlet is a duplicate", {}, "duplicate"],
    ["in another outlet is a reprint", { outlet: OTHER }, "reprint"],
    [
      "in another outlet under another headline is a reprint",
      { outlet: OTHER, title: "Shepherd hears water" },
      "reprint",
    ],
    ["in another outlet without a headline is a reprint", { outlet: OTHER, title: null }, "reprint"],
    [
      "in another outlet behind its dateline is a reprint",
      { outlet: OTHER, text: `TARVO (AFP) - ${DAM.text}` },
      "reprint",
    ],
    [
      "in the same outlet with a new headline is a revision",
      { title: "Valley below Orlo dam is empty" },
      "revision",
    ],
    [
      "in the same outlet with a new paragraph is a revision",
      { text: `${DAM.text}\nIt rained.` },
      "revision",
    ],
    ["cut off, in the same outlet, is a duplicate", { text: cutOff(DAM.text, 50) }, "duplicate"],
    ["cut off, in another outlet, is a reprint", { outlet: OTHER, text: cutOff(DAM.text, 50) }, "reprint"],
    ["a summary of a text that came in full is a duplicate", { text: opening }, "duplicate"],
    [
      "weeks later, in another outlet, is a reprint",
      { outlet: OTHER, time: "2026-03-12T00:00:00Z" },
      "reprint",
    ],
  ])("%s", (_, later, kinship) => {
    expect(judged(later)).toBe(`${kinship}: same-text`);
  });

  test("in full after its summary is a revision in the same outlet, and a reprint in another one", () => {
    expect(judged({}, { text: opening })).toBe("revision: same-text");
    expect(judged({ outlet: OTHER }, { text: opening })).toBe("reprint: same-text");
  });

  test("behind an introduction of more than the words that are compared in order is a reprint", () => {
    const introduction = "Readers of this paper know the valley from many of our walks there. ".repeat(9);
    expect(judged({ outlet: OTHER, text: introduction + DAM.text })).toBe("reprint: same-text");
  });

  test("without some of its paragraphs is a reprint", () => {
    const text = PARAGRAPHS.filter((_, at) => at !== 1 && at !== 4).join("\n");
    expect(judged({ outlet: OTHER, text })).toBe("reprint: same-text");
  });

  test("with another ending is not the same as one that was cut out", () => {
    expect(judged({ text: `${opening} It rained all day in Tarvo.` })).toBe("revision: same-text");
  });
});

describe("another text", () => {
  test.each([
    [
      "about the same event in other words",
      "In the Orlo valley thousands left their homes when the wall of the dam gave way a little on Monday.",
    ],
    [
      "that shares a quotation alone",
      `Nobody knows why. ${PARAGRAPHS[2] ?? ""} So she spoke, and the hall was silent while rain fell on the roof and the men of the village looked at their boots and at the clock above the door.`,
    ],
    ["of a few words", "The wall has a crack."],
    ["that is missing", null],
  ])("%s, under another headline, is new", (_, text) => {
    expect(judged({ outlet: OTHER, title: "Rain and fear in the valley", text })).toBe("new: other-text");
  });
});

describe("the same headline in another outlet", () => {
  const title = "Valley below Orlo dam cleared after crack opens";
  const line = { title, text: "Read the story on our site." };

  test.each([
    [
      "within two days, of one-line items, is a reprint",
      { time: "2026-03-02T00:00:00Z" },
      {},
      "reprint: same-title",
    ],
    ["later is new", { time: "2026-03-04T00:00:00Z" }, {}, "new: other-text"],
    [
      "of fewer than six words is new",
      { title: "Orlo dam has a crack" },
      { title: "Orlo dam has a crack" },
      "new: other-text",
    ],
    [
      "above an entirely different text is new",
      { text: PARAGRAPHS[3] ?? "" },
      { text: opening },
      "new: other-text",
    ],
    [
      "above texts that have a passage in common is a reprint",
      { text: opening.slice(0, 80) + (PARAGRAPHS[3] ?? "") },
      { text: opening },
      "reprint: same-title",
    ],
  ])("%s", (_, later, earlier, expected) => {
    expect(judged({ ...line, outlet: OTHER, ...later }, { ...line, ...earlier })).toBe(expected);
  });

  test("is nothing in the same outlet: it may stand above something every day", () => {
    const daily = { title, text: null };
    expect(judged({ ...daily, time: "2026-03-02T00:00:00Z" }, daily)).toBe("new: other-text");
  });
});

test("what is said of a pair: how much of the smaller text is in the other, and whether the titles are kin", () => {
  const { score, isKin, matchedBy } = judgeSaid({ ...DAM, outlet: OTHER, text: cutOff(DAM.text, 40) }, DAM);
  expect([score, isKin, matchedBy]).toEqual([1, true, "text"]);
  expect(judgeSaid({ ...DAM, title: "Shepherd hears water at night" }, DAM).isKin).toBe(false);
});
