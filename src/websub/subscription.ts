/**
 * `pending`: asked for, not yet confirmed. `active`: confirmed. `denied`: the hub said no. `demoted`: the hub did not
 * tell what it should have told. `leaving`: no longer wanted. Only an active one changes how often a feed is polled.
 */
export type SubscriptionState = "pending" | "active" | "denied" | "demoted" | "leaving";

/** What is remembered of a subscription of one feed at one hub. Times are ISO 8601. */
export interface Subscription {
  /** Unguessable last part of the callback's address. */
  callback: string;
  feedId: string;
  hub: string;
  topic: string;
  /** Key of the hub's signatures: 32 random bytes, in hexadecimal. */
  secret: string;
  state: SubscriptionState;
  /** Requests since the hub last confirmed. */
  attempts: number;
  /** Seconds; 0 before the first confirmation. */
  lease: number;
  verifiedAt: string | null;
  lastPushAt: string | null;
  /** Items that pushes brought. */
  pushed: number;
  /** Polls in a row that found what no push had told. */
  misses: number;
  /** What the hub, or the way to it, said last; `null` when all is well. */
  error: string | null;
}

/** Whether a hub tells what is new in the feed, so that a poll a day is enough to be safe. */
export function isPushed(
  { state, verifiedAt, lease }: Pick<Subscription, "state" | "verifiedAt" | "lease">,
  now: Date,
): boolean {
  return state === "active" && verifiedAt !== null && now.getTime() < Date.parse(verifiedAt) + lease * 1000;
}

/** A record as Redis holds it: texts, '' for what is not known. */
export type SubscriptionRecord = Partial<Record<keyof Subscription, string>>;

/** @returns `null` for a record that does not exist */
export function readSubscription(callback: string, record: SubscriptionRecord): Subscription | null {
  const { feedId, hub, topic, secret, state } = record;
  if (!feedId || !hub || !topic || !secret || !state) return null;
  return {
    callback,
    feedId,
    hub,
    topic,
    secret,
    state: state as SubscriptionState,
    attempts: Number(record.attempts ?? 0),
    lease: Number(record.lease ?? 0),
    verifiedAt: record.verifiedAt || null,
    lastPushAt: record.lastPushAt || null,
    pushed: Number(record.pushed ?? 0),
    misses: Number(record.misses ?? 0),
    error: record.error || null,
  };
}
