import { ParseError } from "../../errors.ts";

/** Far beyond any feed, and cheap: what is larger is an attack or an accident. */
export const MAX_DEPTH = 256;
export const MAX_ELEMENTS = 1_000_000;
export const MAX_ATTRIBUTES = 256;

export function tooComplex(what: string): ParseError {
  return new ParseError("PARSE_TOO_COMPLEX", `The document is too complex: ${what}`);
}
