import type { Entry, ParsedDocument } from "../model.ts";
import { MAX_ENTRIES } from "./limits.ts";

/**
 * Several documents of one feed as one: what the first says of itself, and the entries of all. An entry that stands in
 * several of them is there once.
 */
export function joinDocuments(first: ParsedDocument, others: readonly ParsedDocument[]): ParsedDocument {
  if (others.length === 0) return first;
  const all = [first, ...others];
  const entries = new Map(
    all.flatMap((document) => document.entries.map((entry) => [traitsOf(entry), entry])),
  );
  return {
    ...first,
    title: first.title ?? others.find(({ title }) => title !== null)?.title ?? null,
    language: first.language ?? others.find(({ language }) => language !== null)?.language ?? null,
    repairs: [...new Set(all.flatMap(({ repairs }) => repairs))],
    isComplete: all.every(({ isComplete }) => isComplete),
    entries: [...entries.values()].slice(0, MAX_ENTRIES),
  };
}

const traitsOf = ({ guid, url, title }: Entry): string => JSON.stringify([guid, url, title]);
