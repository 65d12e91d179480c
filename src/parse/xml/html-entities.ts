import { decodeHTML } from "entities";

/**
 * The named entities of HTML as the table that saxes looks names up in: feeds use them without declaring them. Resolved
 * when asked for, because there are two thousand.
 */
export const HTML_ENTITIES: Record<string, string> = new Proxy(
  Object.create(null) as Record<string, string>,
  {
    get(_, name) {
      if (typeof name !== "string") return undefined;
      const character = decodeHTML(`&${name};`);
      return character === `&${name};` ? undefined : character;
    },
  },
);
