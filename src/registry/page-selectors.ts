import { compile } from "css-select";
import { z } from "zod";
import type { PageSelectors } from "../model.ts";

const MAX_LENGTH = 1_000;

/**
 * Siblings in general (`~`) are refused: several of them in a row take a time that a hostile page can make endless.
 * Within quotes and brackets the character means something else.
 */
const hasSiblings = (selector: string): boolean =>
  /~/.test(selector.replace(/"[^"]*"|'[^']*'|\[[^\]]*\]/g, ""));

const selector = z
  .string("must be a CSS selector")
  .min(1, "must not be empty")
  .max(MAX_LENGTH, `must have at most ${MAX_LENGTH} characters`)
  .superRefine((text, context) => {
    if (hasSiblings(text)) return context.addIssue('"~" is not supported: name a class, or use ">" or "+"');
    try {
      if (/[>+]\s*(?:,|$)/.test(text)) throw new Error("something is missing at its end");
      compile(text);
    } catch (error) {
      context.addIssue(`"${text}" is not a CSS selector: ${(error as Error).message}`);
    }
  });

const optional = selector.nullable().default(null);

/** The word `page` of a feeds file. */
export const pageSelectors: z.ZodType<PageSelectors> = z.strictObject(
  { item: selector, link: optional, title: optional, date: optional, summary: optional },
  { error: ({ code }) => (code === "invalid_type" ? "must be selectors: item, and others" : undefined) },
);
