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

/** BullMQ prefix of the queue `fetch`. */
/** BullMQ prefix of the queues `fetch` and `push`. */
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

/** Stream: the events that consumers read. */
export const ITEMS_KEY: string = `${SHARED}:items`;

/**
 * Hash: identity of an entry of this feed -> "<item id> <day last in the feed> <exact field>". The item id has a `-` before
 * it when the item was never emitted.
 */
export const seenKey = (feedId: string): string => `${SHARED}:seen:${feedId}`;

/** Stream with expiry: items of this feed that wait for the operator, in the order in which they are to be emitted. */
export const heldKey = (feedId: string): string => `${SHARED}:held:${feedId}`;

/** Hash with expiry: what is remembered of `heldKey`; see admit-items-n.lua. */
export const holdKey = (feedId: string): string => `${SHARED}:hold:${feedId}`;

/**
 * String with expiry: canonical address (hashed) -> "<item id> <feed id> <hash of the title>", the id as in `seenKey`, or
 * "*" where it is shared.
 */
export const addressKey = (hash: string): string => `${SHARED}:address:${hash}`;

/** BullMQ prefix of the queues that consumers work on. */
export const ITEMS_QUEUE_PREFIX: string = `${SHARED}:queue`;

/** String: id of the last stream entry that the relay has handed over. */
export const relayCursorKey = (queue: string): string => `${SHARED}:relay:${queue}`;

/** String with expiry: the relay that may hand over now. */
export const relayLockKey = (queue: string): string => `${SHARED}:relay:${queue}:lock`;
