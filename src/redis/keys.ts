/**
 * Every key that Wirefold owns in Redis. The braces are Cluster hash tags: what one script or transaction touches
 * shares a tag. `{wf:0}` holds scheduling, feed state and the fetch queue (shard 0, the only one so far); `{wf}` holds
 * the index, the stream and the queues for consumers.
 */
const SHARD = "{wf:0}";
const SHARED = "{wf}";

/** Hash: feed id -> Feed as JSON. */
export const FEEDS_KEY: string = `${SHARD}:feeds`;

/** Sorted set: feed id by the time it is due, in milliseconds of Redis's clock. */
export const DUE_KEY: string = `${SHARD}:due`;

/** String: what is remembered of a feed, as JSON. */
export const feedStateKey = (feedId: string): string => `${SHARD}:state:${feedId}`;

/** Sorted sets with expiry: host by the time it last answered, or last could not be reached. */
export const REACHED_KEY: string = `${SHARD}:reached`;
export const UNREACHED_KEY: string = `${SHARD}:unreached`;

/** String with expiry: when any host last answered, in milliseconds of Redis's clock. */
export const ANSWERED_KEY: string = `${SHARD}:answered`;
/** Sorted set: units of hosts by the time their record expires, in milliseconds. */
export const HOSTS_KEY: string = `${SHARD}:hosts`;

/** Hash with expiry: how a unit of hosts is paced, and what was learned about it. */
export const hostKey = (unit: string): string => `${SHARD}:host:${unit}`;

/** Sorted set with expiry: visits under way at a unit, by the time they are given up for lost. */
export const hostVisitsKey = (unit: string): string => `${SHARD}:host:${unit}:visits`;

/** Sorted set with expiry: addresses (hashed) that wait for a unit, by the time of their turn. */
export const hostLineKey = (unit: string): string => `${SHARD}:host:${unit}:line`;

/** String with expiry: robots.txt of an origin, as far as it is followed. */
export const robotsKey = (origin: string): string => `${SHARD}:robots:${origin}`;

/** BullMQ prefix of the queues `fetch`, `push` and `page`. */
export const FETCH_QUEUE_PREFIX: string = `${SHARD}:queue`;

/** Hash: feed id -> callback of its subscription at a hub. */
export const WEBSUB_FEEDS_KEY: string = `${SHARD}:websub`;

/** Sorted set: callback by the time its subscription needs something, in milliseconds of Redis's clock. */
export const WEBSUB_DUE_KEY: string = `${SHARD}:websub:due`;

/** Hash: a subscription at a hub. */
export const subscriptionKey = (callback: string): string => `${SHARD}:websub:subscription:${callback}`;

/** Sorted set: "<feed id> <push id> <bytes>" by the time the push runs out, in milliseconds of Redis's clock. */
export const PUSHES_KEY: string = `${SHARD}:pushes`;

/** Hash with expiry: what a hub sent, until it is read. */
export const pushKey = (pushId: string): string => `${SHARD}:push:${pushId}`;

/** What the item index reads and writes in one script: names under one tag. */
export interface IndexKeys {
  /** Stream: the events that consumers read. */
  items: string;
  /**
   * Hash: identity of an entry of this feed -> "<item id> <day last in the feed> <exact field> <wording> <place> <content>".
   * The wording is a hash of what the entry said, letter by letter, when it was last judged; the place is that of its
   * text; the content is a hash of its words. "-" stands for one that is not known. The item id has a `-` before it when
   * the item was never emitted.
   */
  seen: (feedId: string) => string;
  /** Stream with expiry: items of this feed that wait for the operator, in the order in which they are to be emitted. */
  held: (feedId: string) => string;
  /** Hash with expiry: what is remembered of `held`; see admit-items-n.lua. */
  hold: (feedId: string) => string;
  /** Stream: items of this feed that wait for their page. */
  waiting: (feedId: string) => string;
  /** Sorted set: "<feed id> <place in `waiting`>" by the time it is due, in milliseconds of Redis's clock. */
  pages: string;
  /**
   * String with expiry: canonical address (hashed) -> "<item id> <feed id> <hash of the title>", the id as in `seen`, or
   * "*" where it is shared.
   */
  address: (hash: string) => string;
  /** String with expiry: place of the next text of this epoch, in units of a block. */
  textSequence: (epoch: number) => string;
  /** String with expiry: records of texts, end to end; see docs/decisions/0016-folding.md. */
  textBlock: (epoch: number, block: number) => string;
  /** Hash with expiry: key of a text -> places of the newest texts that have it. */
  textBucket: (version: number, epoch: number, bucket: number) => string;
  /** Hash with expiry: place of a text of this story -> how it was told; and `origin` -> a place. */
  story: (id: string) => string;
  /** Sorted set with expiry: stories of several items by their number. */
  stories: (epoch: number) => string;
  /** Hash with expiry: line at the ends of an outlet's texts -> how many of them had it. */
  lines: (epoch: number, outlet: string) => string;
  /** Pattern of all of them. */
  all: string;
}

export function indexKeys(tag: string): IndexKeys {
  return {
    items: `${tag}:items`,
    seen: (feedId) => `${tag}:seen:${feedId}`,
    held: (feedId) => `${tag}:held:${feedId}`,
    hold: (feedId) => `${tag}:hold:${feedId}`,
    waiting: (feedId) => `${tag}:waiting:${feedId}`,
    pages: `${tag}:pages`,
    address: (hash) => `${tag}:address:${hash}`,
    textSequence: (epoch) => `${tag}:text:${epoch}:next`,
    textBlock: (epoch, block) => `${tag}:text:${epoch}:${block.toString(36)}`,
    textBucket: (version, epoch, bucket) => `${tag}:text:${epoch}:${version}:${bucket.toString(36)}`,
    story: (id) => `${tag}:story:${id}`,
    stories: (epoch) => `${tag}:stories:${epoch}`,
    lines: (epoch, outlet) => `${tag}:lines:${epoch}:${outlet}`,
    all: `${tag}:*`,
  };
}

/** The index of the service. */
export const INDEX_KEYS: IndexKeys = indexKeys(SHARED);

/** BullMQ prefix of the queues that consumers work on. */
export const ITEMS_QUEUE_PREFIX: string = `${SHARED}:queue`;

/** String: id of the last stream entry that the relay has handed over. */
export const relayCursorKey = (queue: string): string => `${SHARED}:relay:${queue}`;

/** String with expiry: the relay that may hand over now. */
export const relayLockKey = (queue: string): string => `${SHARED}:relay:${queue}:lock`;
