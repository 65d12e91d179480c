import type { MatchedBy } from "../../item.ts";
import type { Judgement } from "../text/judge.ts";
import type { Print } from "../text/print.ts";
import type { TextRecord } from "../text/record.ts";

/** An item that arrives, with its print by every algorithm that something may have to be compared by. */
export interface ArrivingText {
  id: string;
  prints: ReadonlyMap<number, Print>;
  /** Hash of all its words, furniture too, after the version of the algorithm. */
  content: string;
}

/** An item that was told before, and what a new one is to it. */
export interface Rival {
  record: TextRecord;
  judgement: Judgement;
}

/** What an entry is known as, by its identity. */
export interface Known {
  itemId: string;
  matchedBy: MatchedBy;
  /** What was told of it last; `null` where that is not remembered any more. */
  record: TextRecord | null;
  /** Of what the entry said last, as of an arriving text; `-`: not remembered. */
  content: string;
}

export interface Decision<R extends Rival> {
  event: "new" | "revision" | "reprint" | "duplicate";
  /** Id that the item is told, or known, under. */
  itemId: string;
  story: string;
  /** Id of the item that it is related to; `null` for one that is new. */
  of: string | null;
  /** Record of that item, where there is one. */
  earlier: TextRecord | null;
  /** The rival that decided; `null` where none did. */
  rival: R | null;
  matchedBy: MatchedBy;
  score: number;
}

/**
 * What an arriving item is: a version of the item that its identity says, or what it is to the rival that is most like
 * it, or new.
 */
export function decide<R extends Rival>(
  item: ArrivingText,
  rivals: readonly R[],
  known: Known | null,
): Decision<R> {
  return known ? decideVersion(item, rivals, known) : decideByText(item, rivals);
}

/**
 * An entry that has changed is a revision, unless its words are the same, or this version was told before: some feeds go
 * back and forth. Where it is not known what the entry said, nobody can say that it says something else.
 */
function decideVersion<R extends Rival>(
  { prints, content }: ArrivingText,
  rivals: readonly R[],
  { itemId, matchedBy, record, content: last }: Known,
): Decision<R> {
  const isVersion = (other: TextRecord): boolean => other.id === itemId;
  const versions = rivals.filter((rival) => isVersion(rival.record));
  const earlier = record ?? versions[0]?.record ?? null;
  const told = [record, ...versions.map((rival) => rival.record)];
  const isSame =
    last === content ||
    told.some((other) => other && other.print.content === prints.get(other.version)?.content);
  const isKnown = earlier !== null || versionIn(last) === versionIn(content);
  return {
    event: isKnown && !isSame ? "revision" : "duplicate",
    itemId,
    story: earlier?.story ?? itemId,
    of: itemId,
    earlier,
    rival: null,
    matchedBy,
    score: 1,
  };
}

const versionIn = (content: string): string => content.split(":")[0] ?? "";

function decideByText<R extends Rival>(item: ArrivingText, rivals: readonly R[]): Decision<R> {
  const [best] = rivals.filter(({ judgement }) => judgement.kinship).toSorted((a, b) => rank(b) - rank(a));
  if (!best) {
    const { id } = item;
    return {
      event: "new",
      itemId: id,
      story: id,
      of: null,
      earlier: null,
      rival: null,
      matchedBy: "text",
      score: 0,
    };
  }
  const { record, judgement } = best;
  return {
    event: judgement.kinship ?? "new",
    itemId: judgement.kinship === "duplicate" ? record.id : item.id,
    story: record.story,
    of: record.id,
    earlier: record,
    rival: best,
    matchedBy: judgement.matchedBy,
    score: judgement.score,
  };
}

/** Something that was copied outweighs something that may have been corrected; then the closer one, then the first in line. */
function rank({ judgement: { kinship, rule, score } }: Rival): number {
  const strength = kinship === "duplicate" ? 3 : rule === "other-figures" ? 1 : 2;
  return strength + score / 2;
}
