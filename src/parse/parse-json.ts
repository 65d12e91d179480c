import { ParseError } from "../errors.ts";
import { tooComplex } from "./limits.ts";

/** JSON Feed needs six; a parser takes seconds and half a gigabyte for the brackets that fit into a document. */
const MAX_DEPTH = 64;
/** Far beyond any feed, and as many as a document of XML may have. */
const MAX_VALUES = 1_000_000;

/** @throws ParseError PARSE_MALFORMED, PARSE_TOO_COMPLEX */
export function parseJson(text: string): unknown {
  checkSize(text);
  try {
    return JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw new ParseError("PARSE_MALFORMED", `The document is not valid JSON: ${message}`, error);
  }
}

/** Looks at brackets and commas alone, wherever they stand outside of strings. */
function checkSize(text: string): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = endOfString(text, at);
        break;
      case "[":
      case "{":
        if (++depth > MAX_DEPTH) throw tooComplex(`values nested deeper than ${MAX_DEPTH}`);
        break;
      case "]":
      case "}":
        depth--;
        break;
      case ",":
        if (++values > MAX_VALUES) throw tooComplex(`more than ${MAX_VALUES} values`);
        break;
      default:
    }
  }
}

/** Where the string that begins at a place ends: at a quotation mark with an even number of backslashes before it. */
function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text[at - 1 - backslashes] === "\\") backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
