/**
 * What becomes of an arriving entry should it be new: it is emitted, or waits for its page to be read first, or is held
 * until the operator releases it, or only written into the index, so that it is never news.
 */
export type Disposition = "emit" | "wait" | "hold" | "know";

/** An item that the index has put aside, as it was given it. */
export interface PutAside {
  /** Its place among those of its feed. */
  at: string;
  /** As JSON; see dedupe/index/submission.ts. */
  submission: string;
  /** As JSON. */
  item: string;
}

/** What the documents of a feed usually are like, as means that follow the last few of them. */
export interface FeedHabit {
  /** Entries that a document brings; the first document does not count. */
  arrivals: number;
  /** Part of the entries that have a date, from 0 to 1. */
  dated: number;
}
