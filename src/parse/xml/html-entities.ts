import { decodeHTML } from "entities";

/** Looks the named entities of HTML up when they are asked for, because there are two thousand. */
const LOOK_UP = new Proxy(Object.create(null) as Record<string, string>, {
  get(known, name) {
    if (typeof name !== "string") return undefined;
    const character = decodeHTML(`&${name};`);
    if (character === `&${name};`) return undefined;
    return (known[name] = character);
  },
});

/**
 * The named entities of HTML as the table that saxes looks names up in: feeds use them without declaring them. Those of
 * XML are properties of its own, because every escaped text is full of them.
 */
export const HTML_ENTITIES: Record<string, string> = Object.assign(
  Object.create(LOOK_UP) as Record<string, string>,
  { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00A0" },
);
