import { describe, expect, test } from "vitest";
import { ParseError } from "../../../src/errors.ts";
import { digest } from "../../support/digest.ts";
import { HOSTILE_DOCUMENTS, type HostileDocument } from "../../support/hostile-documents.ts";

const casesWith = (isWanted: (document: HostileDocument) => boolean): [string, HostileDocument][] =>
  HOSTILE_DOCUMENTS.filter(isWanted).map((document) => [document.name, document]);

/** How their time grows with their size is measured by `npm run bench -- hostile`; this is what becomes of them. */
describe("a document that is full of", () => {
  test.each(casesWith(({ outcome }) => outcome === "items"))("%s is an item", async (_, document) => {
    const items = await digest(document.make(65_536));
    expect(items).toHaveLength(1);
    // Relative addresses are made absolute, and nothing else grows.
    expect(JSON.stringify(items).length).toBeLessThan(1_000_000);
  });

  test.each(casesWith(({ outcome }) => outcome !== "items"))("%s is refused", async (_, document) => {
    const error: unknown = await digest(document.make(65_536)).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ParseError);
    expect(error).toMatchObject({ code: document.outcome });
  });
});
