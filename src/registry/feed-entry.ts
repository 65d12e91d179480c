import type { FeedRequest, FirstEntries, FullText, IdentityPolicy, PageSelectors } from "../model.ts";

/** What an operator says about a feed, in a file or on the command line. */
export interface FeedEntry {
  url: string;
  title: string | null;
  /** Seconds. */
  interval: number | null;
  identity: IdentityPolicy | null;
  /** IANA name. */
  zone: string | null;
  request: FeedRequest | null;
  first: FirstEntries | null;
  fullText: FullText | null;
  page: PageSelectors | null;
}

/** What an address alone says of a feed. */
export const UNSAID: Omit<FeedEntry, "url"> = {
  title: null,
  interval: null,
  identity: null,
  zone: null,
  request: null,
  first: null,
  fullText: null,
  page: null,
};
