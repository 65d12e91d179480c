import { describe, expect, test } from "vitest";
import { DAM, PARAGRAPHS } from "../../../support/news.ts";
import { judgeSaid, type Said } from "../../../support/prints.ts";

const OTHER = "second.example";
const LATER = "2026-03-01T18:00:00Z";
const AFTER_DAYS = "2026-03-06T12:00:00Z";

const verdict = (later: Said, earlier: Said): string => {
  const { kinship, rule } = judgeSaid({ time: LATER, ...later }, earlier);
  return `${kinship ?? "new"}: ${rule}`;
};

const advisory = (id: string, product = "Brenholm Gateway"): Said => ({
  title: `${id}: ${product} improper input validation vulnerability`,
  text: `${product} contains an improper input validation vulnerability that allows a remote attacker to run code as an administrator. Apply updates as the vendor says, or stop using the product.`,
  ids: [id],
});
const forecast = (city: string, high: number, low: number): Said => ({
  title: `Weather for ${city}`,
  text: `The forecast for ${city} today is partly cloudy with a high of ${high} degrees and a low of ${low} degrees. Winds will come from the west in the afternoon, and it stays dry in ${city} until the evening.`,
});
const closing = (day: string, points: string, change: string): Said => ({
  title: `Stocks close higher on ${day}`,
  text: `Shares closed higher on ${day} as investors bought banks and miners. The main index of the exchange rose ${change} percent to ${points} points in quiet trading, and the turnover was lower than a day before.`,
});
const toll = (dead: number, text = DAM.text): Said => ({
  title: `At least ${dead} people treated below Orlo dam`,
  text: text.replace("31", String(dead)),
});

describe("a template that is filled in anew is new", () => {
  test.each([
    [
      "an advisory that differs in its id alone is another one",
      advisory("CVE-2026-1001"),
      advisory("CVE-2026-1002"),
    ],
    [
      "an advisory for another product",
      { ...advisory("", "Tarvo Router"), ids: [] },
      { ...advisory(""), ids: [] },
    ],
    ["the same forecast for another city", forecast("Tarvo", 21, 9), forecast("Selmouth", 17, 11)],
    [
      "the same forecast for another city, with the same figures",
      forecast("Tarvo", 21, 9),
      forecast("Selmouth", 21, 9),
    ],
    [
      "the forecast of the next day for the same city",
      { ...forecast("Tarvo", 24, 12), time: "2026-03-02T12:00:00Z" },
      forecast("Tarvo", 21, 9),
    ],
    [
      "the closing prices of the next day",
      { ...closing("Tuesday", "8,120.4", "0.4"), time: "2026-03-02T12:00:00Z" },
      closing("Monday", "8,088.1", "1.2"),
    ],
    ["the same figures of another day, days later", { ...toll(38), time: AFTER_DAYS }, toll(31)],
  ])("%s", (_, later, earlier) => {
    expect(verdict(later, earlier)).toMatch(/^new/);
    expect(verdict({ ...later, outlet: OTHER }, earlier)).toMatch(/^new/);
  });
});

describe("advisories", () => {
  test("that share one of their ids may be the same", () => {
    const one = advisory("CVE-2026-1001");
    const both = { ...one, ids: ["CVE-2026-1002", "CVE-2026-1001"], outlet: OTHER };
    expect(verdict(both, one)).toBe("reprint: same-text");
  });

  test("are the same whatever case their ids are in", () => {
    const one = advisory("CVE-2026-1001");
    expect(verdict({ ...one, ids: ["cve-2026-1001"], outlet: OTHER }, one)).toBe("reprint: same-text");
  });

  test("of which one names no id may be the same", () => {
    const one = advisory("CVE-2026-1001");
    expect(verdict({ ...one, ids: [], outlet: OTHER }, one)).toBe("reprint: same-text");
  });
});

describe("figures that were replaced", () => {
  test("a corrected death toll is a revision, in whichever outlet", () => {
    expect(verdict(toll(38), toll(31))).toBe("revision: other-figures");
    expect(verdict({ ...toll(38), outlet: OTHER }, toll(31))).toBe("revision: other-figures");
  });

  test("a corrected figure in the headline alone is a revision", () => {
    expect(verdict({ ...toll(31), title: toll(38).title ?? "" }, toll(31))).toBe("revision: same-text");
  });

  test("a correction in a text that names somebody else is another text", () => {
    const text = DAM.text.replace("Milena Varga", "Ivor Brandt").replace("in Tarvo", "in Selmouth");
    expect(verdict(toll(38, text), toll(31))).toBe("new: other-figures");
  });

  test("a short text with another figure is another one", () => {
    const quake = (size: string): Said => ({
      title: `Earthquake of magnitude ${size} shakes Tarvo`,
      text: `An earthquake of magnitude ${size} shook the town of Tarvo on Monday, and no damage was reported by the police.`,
    });
    expect(verdict(quake("5.1"), quake("4.7"))).toBe("new: other-figures");
  });

  test.each([
    ["a year", "2021", "2022"],
    ["a clock time", "10:30", "11:45"],
    ["a day", "March 3", "March 4"],
  ])("%s is no figure", (_, one, other) => {
    const said = (time: string): Said => ({
      ...DAM,
      text: `${PARAGRAPHS[0]} It was noted in ${time} by the ministry.`,
    });
    expect(verdict({ ...said(other), outlet: OTHER }, said(one))).toBe("reprint: same-text");
  });
});

describe("one outlet's texts", () => {
  const menu =
    "Home News Sport Opinion Video Weather Subscribe to our letters and never miss a story from the valley again. Follow us wherever you are, write to the editor, or read yesterday's paper for nothing at all.";

  test("that share a menu, under unrelated headlines, are different", () => {
    const page = (title: string, text: string): Said => ({ title, text: `${menu}\n${text}` });
    const [a, b] = [
      page("Crack opens in dam", PARAGRAPHS[1] ?? ""),
      page("Choir sings at market", "The choir sang."),
    ];
    expect(verdict(b, a)).toBe("new: furniture");
  });

  test("a notice that stands under many headlines does not make them the same", () => {
    const notice =
      "This video is not available in your country. Please visit our help pages to learn where it can be watched.";
    const [a, b] = [
      { title: "Crack opens in dam", text: notice },
      { title: "Choir sings at market", text: notice },
    ];
    expect(verdict(b, a)).toMatch(/^new/);
    expect(verdict({ ...b, outlet: OTHER }, a)).toBe("new: notice");
  });

  test("a repost under an unrelated headline, of the whole text, is a revision", () => {
    expect(verdict({ ...DAM, title: "Shepherd hears water at night" }, DAM)).toBe("revision: same-text");
  });
});

describe("short texts", () => {
  const note = (name: string): Said => ({
    title: `${name} named head of valley hospital`,
    text: `The hospital of the valley named ${name} as its head on Monday, and the board thanked everybody who had worked there since the winter.`,
  });

  test("that differ in a name alone are different", () => {
    expect(verdict({ ...note("Ivor Brandt"), outlet: OTHER }, note("Milena Varga"))).toBe("new: other-names");
  });
});

describe("a long text of one outlet that was filled in for somebody else", () => {
  const text = PARAGRAPHS.slice(3, 5).join("\n");
  const filled = (dam: string, town: string, more: string): Said => ({
    title: `What is known of the wall at ${dam}`,
    text: `In ${town} the wall at ${dam} is watched by ${more}. ${text}`,
  });
  const [a, b] = [
    filled(
      "Orlo",
      "Tarvo",
      "shepherds who walk there every morning with a dog or two of theirs and a lamp made by a smith",
    ),
    filled(
      "Venn",
      "Selmouth",
      "sailors whose boats lie below it, by their wives, and sometimes at night by nobody",
    ),
  ];

  test("is another text, although most of it is the same", () => {
    expect(verdict(b, a)).toBe("new: other-subject");
  });

  test("is taken for a reprint in another outlet", () => {
    expect(verdict({ ...b, outlet: OTHER }, a)).toBe("reprint: same-text");
  });
});

test("a report that is full of figures is the same if it keeps them and its headline, whatever is written around", () => {
  const figures = "14 cts vs 12 cts, net 1,204 mln vs 987 mln, revenue 33.2 mln vs 31.9 mln";
  const report = (before: string, after: string): Said => ({
    title: "Brenholm Holdings first quarter results",
    text: `${before} ${figures}. ${after}`,
  });
  const earlier = report("Brenholm reports for the quarter:", "The company gave no reasons.");
  const later = report("For three months, the holding shows", "Analysts had expected less.");
  expect(verdict({ ...later, outlet: OTHER }, earlier)).toBe("reprint: same-text");
});

test("a morning briefing is another one every day", () => {
  const briefing = (text: string): Said => ({ title: "Morning briefing: what you need to know", text });
  const today = { ...briefing(PARAGRAPHS[0] ?? ""), time: "2026-03-02T06:00:00Z" };
  expect(verdict(today, briefing(PARAGRAPHS[3] ?? ""))).toBe("new: other-text");
  expect(verdict({ ...today, outlet: OTHER }, briefing(PARAGRAPHS[3] ?? ""))).toBe("new: other-text");
});

test("a reprint in Arabic is a reprint", () => {
  const text =
    "قال مهندسون يوم الاثنين إن السد الواقع فوق البلدة ما زال صامدا بعد أسبوع من الأمطار الغزيرة وإن السكان في الوادي سيعودون إلى بيوتهم قبل نهاية الأسبوع";
  expect(verdict({ title: "السد صامد", text, outlet: OTHER }, { title: "السد صامد فوق البلدة", text })).toBe(
    "reprint: same-text",
  );
});

test("a reprint in Chinese, cut off, is a reprint", () => {
  const text =
    "工程师周一表示，经过一周的暴雨，镇上方的水坝仍然坚固，山谷里的居民将在周末之前返回家园，政府已经准备了足够的粮食和药品。";
  expect(verdict({ text: `${text.slice(0, 40)}…`, outlet: OTHER }, { title: "水坝仍然坚固", text })).toBe(
    "reprint: same-text",
  );
});
