/** Beyond these, a page is cut, or given up: docs/decisions/0017-extraction.md has the measurements. */

/** Characters of a page that are read; articles end long before. */
export const MAX_PAGE = 3_000_000;
/** Elements inside each other. The HTML parser takes quadratic time in them. */
export const MAX_DEPTH = 512;
/** Elements and pieces of text. */
export const MAX_NODES = 300_000;
/** Attributes of one element; more are dropped. */
export const MAX_ATTRIBUTES = 64;
/** Characters of a class or id that are looked at. */
export const MAX_HINT = 600;
/** Characters of JSON-LD that are read, all scripts of a page together. */
export const MAX_JSON_LD = 512_000;
/** Characters of a value of metadata. */
export const MAX_VALUE = 2_000;
/** Names of authors. */
export const MAX_AUTHORS = 20;
