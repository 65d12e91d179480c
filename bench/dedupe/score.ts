/** What two items of a set are to each other, as far as the set knows. */
export type Label = "same" | "other" | "unknown";

/** What is known about a set; items by their number. */
export interface Truth {
  /** Pairs that are the same text. */
  samePairs: number;
  label: (a: number, b: number) => Label;
  /** Items whose text was there before, and items that count neither way. */
  copies: ReadonlySet<number>;
  uncounted: ReadonlySet<number>;
}

export interface Accuracy {
  precision: number;
  recall: number;
  f1: number;
}

export interface Score {
  /** Pairs of items in one story: of those that are the same text, and of those that are put together. */
  pairs: Accuracy;
  /** Items that are not new: of those whose text was there before, and of those that are said not to be new. */
  items: Accuracy;
  /** Pairs in one story that are different texts. */
  wrongPairs: number;
  /** Items that were put into the story of another one. */
  merged: number;
}

export function score(stories: readonly number[], truth: Truth): Score {
  const members = Map.groupBy(stories.keys(), (item) => stories[item]);
  const found = { right: 0, wrong: 0 };
  for (const story of members.values()) {
    for (const [at, a] of story.entries()) {
      for (const b of story.slice(at + 1)) count(found, truth.label(a, b));
    }
  }
  const linked = { right: 0, wrong: 0 };
  let merged = 0;
  for (const [item, story] of stories.entries()) {
    if (story === item) continue;
    merged++;
    if (truth.copies.has(item)) linked.right++;
    else if (!truth.uncounted.has(item)) linked.wrong++;
  }
  return {
    pairs: accuracyOf(found, truth.samePairs),
    items: accuracyOf(linked, truth.copies.size),
    wrongPairs: found.wrong,
    merged,
  };
}

interface Count {
  right: number;
  wrong: number;
}

function count(found: Count, label: Label): void {
  if (label === "same") found.right++;
  if (label === "other") found.wrong++;
}

/** Nothing found is nothing wrong; nothing to be found is all found. */
function accuracyOf({ right, wrong }: Count, wanted: number): Accuracy {
  const precision = right + wrong > 0 ? right / (right + wrong) : 1;
  const recall = wanted > 0 ? right / wanted : 1;
  return {
    precision,
    recall,
    f1: precision + recall > 0 ? (2 * precision * recall) / (precision + recall) : 0,
  };
}
