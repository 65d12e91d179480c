import { ParseError } from "../errors.ts";

/** The largest real feeds have some thousands. */
export const MAX_ENTRIES = 10_000;
/** Authors, categories, files, sources of one entry: more are no description of an article. */
export const MAX_PARTS = 100;

export function tooComplex(what: string): ParseError {
  return new ParseError("PARSE_TOO_COMPLEX", `The document is too complex: ${what}`);
}
