import { isTold, type Verdict } from "./item.ts";

/** What became of the entries of a document. */
export interface Tally {
  /** Items put on the stream. */
  published: number;
  /** Those of them that say otherwise what was told before, and those that another outlet had told. */
  revisions: number;
  reprints: number;
  /** Entries of the document that another feed, or the same one under another guid, had already brought. */
  duplicates: number;
  /** Items of a flood that wait for the operator. */
  held: number;
  /** Items that wait for their page. */
  waiting: number;
  /** Items of a flood that the hold had no room for: they are known, and will not be told. */
  overflow: number;
}

/** Items that a document brought: told at once, or when their page will have been read. */
export const broughtBy = ({ published, waiting }: Pick<Tally, "published" | "waiting">): number =>
  published + waiting;

export function countVerdicts(verdicts: readonly Verdict[]): Tally {
  const count = (kind: Verdict["kind"]) => verdicts.filter((verdict) => verdict.kind === kind).length;
  const again = verdicts.filter((verdict) => verdict.kind === "duplicate" && verdict.isOwn);
  return {
    published: verdicts.filter(isTold).length,
    revisions: count("revision"),
    reprints: count("reprint"),
    duplicates: count("duplicate") - again.length,
    held: count("held"),
    waiting: count("waiting"),
    overflow: count("overflow"),
  };
}
