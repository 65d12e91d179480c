import { describe, expect, test } from "vitest";
import { headlineOf } from "../../../../src/dedupe/text/headline.ts";

const HEADLINE = "Dam above Tarvo holds after week of rain";

describe("a headline is the title without", () => {
  test.each([
    ["the number of an update", `UPDATE 2-${HEADLINE}`],
    ["a wrap-up", `WRAPUP 1 - ${HEADLINE}`],
    ["the mark of a repetition", `RPT-${HEADLINE}`],
    ["the mark of a correction", `CORRECTED: ${HEADLINE}`],
    ["its urgency", `Breaking: ${HEADLINE}`],
    ["its genre", `Analysis | ${HEADLINE}`],
    ["a remark in round brackets", `${HEADLINE} (video)`],
    ["a remark in square brackets", `${HEADLINE} [Updated]`],
    ["an outlet behind a hyphen", `${HEADLINE} - Reuters`],
    ["an outlet behind a dash", `${HEADLINE} – Press TV`],
    ["an outlet behind a bar", `${HEADLINE} | The Tarvo Daily Post`],
    ["all of these at once", `UPDATE 3-${HEADLINE} (photos)`],
  ])("%s", (_, title) => {
    expect(headlineOf(title)).toBe(HEADLINE);
  });
});

describe("a headline keeps", () => {
  test.each([
    ["a word that a label begins with", "Breaking the dam: why engineers did it"],
    ["what stands behind the dash of a short one", "Dam holds - Reuters"],
    ["a figure behind a hyphen", `${HEADLINE} - 12 dead`],
    ["more words than an outlet's name has", `${HEADLINE} - and nobody in the valley knows why`],
    ["hyphens within words", "Twenty-five dams above Tarvo hold after a week-long storm"],
    ["nothing of an empty one", ""],
  ])("%s", (_, title) => {
    expect(headlineOf(title)).toBe(title);
  });
});
