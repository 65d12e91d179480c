import { describe, expect, test } from "vitest";
import { bodyOf } from "../../../../src/dedupe/text/body.ts";

const BODY = "The dam above the town held on Monday, engineers said.";

describe("a dateline is not part of the text", () => {
  test.each([
    ["Reuters", "LONDON (Reuters) - "],
    ["Reuters with a date", "LONDON, May 3 (Reuters) - "],
    ["Reuters, as others capitalize it", "WASHINGTON (REUTERS) - "],
    ["Reuters in a place in small letters", "London (Reuters) - "],
    ["AP", "(AP) -- "],
    ["AP with a country", "KYIV, Ukraine (AP) — "],
    ["AFP and another one", "Tarvo, March 2 (AFP/dpa) – "],
    ["Xinhua", "BEIJING, May 3 (Xinhua) -- "],
    ["an Iranian agency", "TEHRAN, May 3 (MNA) – "],
    ["a Korean agency", "SEOUL, March 2 (Yonhap) -- "],
    ["a place alone", "SÃO PAULO (EFE) - "],
    ["a place and a date", "NEW YORK, Sept 3 - "],
    ["a place in capitals", "TEHRAN - "],
    ["an agency alone", "AFP - "],
  ])("%s", (_, dateline) => {
    expect(bodyOf(dateline + BODY)).toBe(BODY);
  });

  test.each([
    ["a text without one", BODY],
    ["a sentence that begins with a name in brackets", "The dam (Tarvo's pride) - built long ago - held."],
    ["an agency that is told of", "Reuters reported that the dam held."],
    ["a dateline inside the text", `${BODY} LONDON (Reuters) - The end.`],
  ])("there is none in %s", (_, text) => {
    expect(bodyOf(text)).toBe(text);
  });
});

describe("the last word of a text that was cut off may be half a word", () => {
  test.each([
    ["three points", "The dam above the to..."],
    ["an ellipsis", "The dam above the to…"],
    ["points in brackets", "The dam above the to [...]"],
    ["an ellipsis in brackets, and a space", "The dam above the to […] "],
  ])("behind %s", (_, text) => {
    expect(bodyOf(text)).toBe("The dam above the");
  });

  test("an ellipsis inside a text cuts nothing", () => {
    expect(bodyOf("The dam… held.")).toBe("The dam… held.");
  });

  test.each([
    ["Chinese", "工程师周一表示，水坝仍然坚…", "工程师周一表示，水坝仍然坚"],
    ["Japanese", "ダムは月曜日も持ちこたえ...", "ダムは月曜日も持ちこたえ"],
    ["Thai", "วิศวกรกล่าวว่าเขื่อน…", "วิศวกรกล่าวว่าเขื่อน"],
  ])("in %s, where a character is a word, every one is kept", (_, text, kept) => {
    expect(bodyOf(text)).toBe(kept);
  });
});
