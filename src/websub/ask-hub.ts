import { FetchError, HostBusyError } from "../errors.ts";
import { secondsToRepeat, WANTED_LEASE } from "./lease.ts";
import type { Subscription, SubscriptionState } from "./subscription.ts";
import { setBack, type Subscriptions, WANTED } from "./subscriptions.ts";

export interface HubAsking {
  subscriptions: Subscriptions;
  /**
   * Sends the form.
   *
   * @throws FetchError for every answer but 2xx; HostBusyError when the hub's turn for this asker comes later
   */
  post: (hub: string, form: Readonly<Record<string, string>>, asker: string) => Promise<void>;
  /** Address under which a callback is reached. */
  addressOf: (callback: string) => string;
  /** From 0 to 1. */
  random: () => number;
}

export interface HubRequest {
  mode: "subscribe" | "unsubscribe";
  /** `null` when the hub accepted the request; what it makes of it, it says at the callback. */
  error: FetchError | null;
}

/** States from which something is asked of a hub. */
const ASKING: readonly SubscriptionState[] = [...WANTED, "leaving"];
/** Requests to leave a hub; after them, its pushes are answered with 410. */
const MAX_GOODBYES = 3;
/** Refusals that say nothing of what was asked (RFC 9110, 15.5.9; RFC 6585, 4). */
const TEMPORARY = new Set([408, 429]);

/**
 * Sends the request that a subscription needs (WebSub, 5.1): to subscribe, to renew, or to leave. The time of the next
 * one is set first, because the hub may confirm before it answers.
 *
 * @returns `null` when the hub has no turn soon: nothing was asked, and the subscription is due at its turn
 */
export async function askHub(subscription: Subscription, asking: HubAsking): Promise<HubRequest | null> {
  const { callback, hub, topic, secret, state, attempts } = subscription;
  const { subscriptions, post, addressOf, random } = asking;
  const isLeaving = state === "leaving";
  const mode = isLeaving ? "unsubscribe" : "subscribe";
  const form = { "hub.mode": mode, "hub.topic": topic, "hub.callback": addressOf(callback) };
  const wish = { "hub.lease_seconds": String(WANTED_LEASE), "hub.secret": secret };
  const isNew = state === "denied" || state === "demoted";
  await subscriptions.update(callback, {
    from: [state],
    dueIn: secondsToRepeat(attempts, random()),
    add: { attempts: 1 },
    ...(isNew && { set: { state: "pending", error: "" } }),
  });
  let error: FetchError | null = null;
  try {
    await post(hub, isLeaving ? form : { ...form, ...wish }, callback);
  } catch (failure) {
    if (failure instanceof HostBusyError) {
      await subscriptions.update(callback, {
        from: ASKING,
        dueIn: failure.wait / 1000,
        add: { attempts: -1 },
      });
      return null;
    }
    if (!(failure instanceof FetchError) || failure.code === "FETCH_ABORTED") throw failure;
    error = failure;
  }
  if (isLeaving) {
    if (attempts + 1 >= MAX_GOODBYES || (error && isFinal(error))) await subscriptions.forget(callback);
  } else if (error && isFinal(error)) {
    await subscriptions.update(callback, setBack("denied", error.message));
  } else if (error) {
    const dueIn = Math.max(secondsToRepeat(attempts, random()), error.retryAfter ?? 0);
    await subscriptions.update(callback, { from: WANTED, dueIn, set: { error: error.message } });
  }
  return { mode, error };
}

/** Whether asking the same again soon is pointless. */
const isFinal = ({ isHopeless, status }: FetchError): boolean =>
  isHopeless || (status !== null && status < 500 && !TEMPORARY.has(status));
