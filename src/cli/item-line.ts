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

const optional = z.string().nullable().default(null);

const ITEM_LINE: z.ZodType<ItemLine> = z.object({
  id: z.union([z.string().min(1), z.number().transform(String)]),
  url: optional,
  guid: optional,
  feed: optional.transform((feed) => feed ?? ""),
  title: optional,
  content: optional,
  published: optional.refine(
    (time) => time === null || !Number.isNaN(Date.parse(time)),
    "no time in ISO 8601",
  ),
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
