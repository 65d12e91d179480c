import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mendMojibake } from "../../../src/encoding/mojibake.ts";
import { misread } from "../../support/news.ts";

describe("text that was read as windows-1252 is mended", () => {
  test.each([
    ["an apostrophe", "the dam didn’t hold"],
    ["quotes, of which the second ends in a byte that the code page lacks", "“a dam” and ‘a river’"],
    ["dashes and an ellipsis", "a dam – or a weir — or…"],
    ["accents", "café naïve Ångström"],
    ["Cyrillic", "Плотина держит воду"],
    ["Arabic", "السد يحبس الماء"],
  ])("%s", (_, text) => {
    expect(misread(text)).not.toBe(text);
    expect(mendMojibake(misread(text))).toBe(text);
  });
});

describe("other text stays as it is", () => {
  test.each([
    ["plain letters", "the dam didn't hold"],
    ["typographic quotes", "“a dam” – didn’t…"],
    ["capitals with accents", "Âge d’or, SÃO PAULO, ÂME"],
    ["Cyrillic", "Плотина держит воду"],
    ["what is half misread and cannot be mended", "a dam â€ a river"],
  ])("%s", (_, text) => {
    expect(mendMojibake(text)).toBe(text);
  });
});

test("whatever Latin, Cyrillic and quotes are mixed", () => {
  const character = fc.constantFrom(..."abc “”‘’–—…éàñçПлотина€".split(""));
  fc.assert(
    fc.property(fc.string({ unit: character }), (text) => {
      expect(mendMojibake(misread(text))).toBe(text);
    }),
  );
});
