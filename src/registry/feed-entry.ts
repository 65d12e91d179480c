import type { FeedRequest, FirstEntries, IdentityPolicy } from "../model.ts";

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
}
