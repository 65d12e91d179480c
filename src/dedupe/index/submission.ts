import type { Disposition } from "../../disposition.ts";
import type { Item } from "../../item.ts";
import type { Identity } from "../identity/identity.ts";

/** What is known of an item beside what is told: for comparing it with others. */
export interface ItemFacts {
  /** Whose it is: the registrable domain of its address, or of its feed. */
  outlet: string;
  /** The outlet that it names as its source; `null`: none. */
  credit: string | null;
  /** Vulnerability and advisory ids that it is about, rather than mentions. */
  about: string[];
}

/** An item that arrives at the index. */
export interface Arrival {
  identity: Identity;
  /** The identity's `itemId`, or the `sharedItemId` where its standing is `shared`. */
  itemId: string;
  /** `release` and `complete` are of items that were put aside: held ones, and those that waited for their page. */
  disposition: Disposition | "release" | "complete";
  /** What becomes of it now or later; `null` for what is only to be known. */
  told: { item: Item; facts: ItemFacts } | null;
  /** Where it was put aside, and how many bytes of it, for one whose time has come. */
  held?: { at: string; bytes: number };
}

/** What the script is told of an item, as JSON; see admit-items-n.lua. What is put aside is stored with it. */
export interface Submission {
  identity: Identity;
  /** As `itemId` of the arrival. */
  id: string;
  disposition: Arrival["disposition"];
  facts: ItemFacts | null;
  heldAt: string;
  heldBytes: number;
  /** Whether one key in common makes a text worth a look. */
  isFew: boolean;
  /** Places, in this epoch and in the one before, from which on texts were not judged yet. */
  from: readonly [number, number];
  /** What its identity was known as when it was judged: "<by> <item id> <place> <content>", or "". */
  standing: string;
  /** Number of an item of the same call, from 1 on, that the decision follows from; 0: none. */
  leansOn: number;
  told: {
    event: "new" | "revision" | "reprint" | "duplicate";
    eventId: string;
    itemId: string;
    story: string;
    /** Hash of all its words, after the version of the algorithm. */
    content: string;
    /** Place of the item that it is related to; "" for none, or for one of the same call. */
    first: string;
    isOrigin: boolean;
  } | null;
}
