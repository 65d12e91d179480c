import { describe, expect, test } from "vitest";
import { differenceOf } from "../../../../src/dedupe/text/difference.ts";
import { cutOff, DAM } from "../../../support/news.ts";
import { printOf, type Said } from "../../../support/prints.ts";

const difference = (one: Said, other: Said): ReturnType<typeof differenceOf> =>
  differenceOf(printOf(one), printOf(other));

describe("the difference of two items", () => {
  const short = { title: DAM.title, text: cutOff(DAM.text, 30) };

  test.each([
    ["that say the same", DAM, [false, 0]],
    ["that are set otherwise", { ...DAM, title: `${DAM.title} - Reuters` }, [false, 0]],
    ["of which one has no title", { text: DAM.text }, [true, 0]],
    ["with another figure", { ...DAM, text: DAM.text.replace("31", "32") }, [false, 1]],
    [
      "with another title and two other figures",
      { title: "Crack", text: DAM.text.replace("31", "32").replace("1,200", "900") },
      [true, 2],
    ],
  ])("%s: title and figures", (_, other, expected) => {
    const { title, figures } = difference(other, DAM);
    expect([title, figures]).toEqual(expected);
  });

  test("of two items that say the same is nothing", () => {
    expect(difference(DAM, DAM)).toEqual({ title: false, text: 0, figures: 0 });
  });

  test("is the share of both texts that only one of them has", () => {
    const half = DAM.text.slice(0, DAM.text.length / 2);
    const { text } = difference({ ...DAM, text: half }, DAM);
    expect(text).toBeGreaterThan(0.35);
    expect(text).toBeLessThan(0.65);
  });

  test("of short texts is exact", () => {
    const { text } = difference({ ...short, text: `${short.text.replace("...", "")} at once.` }, short);
    expect(text).toBe(0.1);
  });

  test("of different texts is everything", () => {
    expect(
      difference({ text: "a fire at the harbour hurt nine men" }, { text: "one more day of rain" }).text,
    ).toBe(1);
  });

  test("of two items without text is none", () => {
    expect(difference({ title: "A dam" }, { title: "A dam" })).toEqual({ title: false, text: 0, figures: 0 });
  });

  test("of an item without text and one with text is everything", () => {
    expect(difference({ title: "A dam" }, { title: "A dam", text: "holds the water back" }).text).toBe(1);
  });
});
