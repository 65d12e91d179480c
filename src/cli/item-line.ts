import { z } from "zod";
import { ConfigError } from "../errors.ts";
import type { Entry } from "../model.ts";

/** An item of a file, for judging it without a service. */
export interface ItemLine {
  id: string;
  url: string | null;
  guid: string | null;
  feed: string;
  /** HTML, as the content. */
  title: string | null;
  content: string | null;
  /** ISO 8601. */
  published: string | null;
}

const ITEM_LINE: z.ZodType<ItemLine> = z.object({
  id: z.string().min(1),
  url: z.string().nullable().default(null),
  guid: z.string().nullable().default(null),
  feed: z.string().default(""),
  title: z.string().nullable().default(null),
  content: z.string().nullable().default(null),
  published: z.iso.datetime({ offset: true }).nullable().default(null),
});

/**
 * @param place of the line, such as `items.jsonl:7`
 * @throws ConfigError naming the place
 */
export function readItemLine(text: string, place: string): ItemLine {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ConfigError(`${place}: not JSON: ${(error as Error).message}`);
  }
  const { data, error } = ITEM_LINE.safeParse(value);
  if (data) return data;
  const [issue] = error.issues;
  throw new ConfigError(`${place}: ${issue?.path.join(".") || "line"}: ${issue?.message}`);
}

export function entryOf({ guid, url, title, content, published }: ItemLine): Entry {
  return {
    guid,
    guidIsPermalink: false,
    url,
    title,
    authors: [],
    published:
      published === null
        ? null
        : {
            value: new Date(published).toISOString(),
            from: "published",
            precision: "second",
            zoneAssumed: null,
          },
    updated: null,
    summary: null,
    content,
    base: null,
    categories: [],
    language: null,
    media: [],
    sources: [],
  };
}
