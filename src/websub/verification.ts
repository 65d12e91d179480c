import { leaseSeconds } from "./lease.ts";
import type { Subscription } from "./subscription.ts";

/** Query of a hub's GET request, decoded; a parameter that comes several times is a list. */
export type HubQuery = Readonly<Record<string, unknown>>;

export type HubQuestion =
  | { kind: "subscribe"; challenge: string; lease: number }
  | { kind: "unsubscribe"; challenge: string }
  | { kind: "denied"; reason: string | null }
  /** Nothing that was asked for: to be answered with 404. */
  | { kind: "unwanted" };

const UNWANTED: HubQuestion = { kind: "unwanted" };

/**
 * What a hub wants with a GET request to a callback (WebSub, 5.2 and 5.3), judged by what is wanted of that hub. A
 * subscription that was confirmed may be confirmed again: hubs repeat a request whose answer they lost, and ask from
 * time to time (5).
 */
export function judgeQuestion(subscription: Subscription, query: HubQuery): HubQuestion {
  if (query["hub.topic"] !== subscription.topic) return UNWANTED;
  const { state } = subscription;
  const isWanted = state === "pending" || state === "active";
  const challenge = text(query["hub.challenge"]);
  switch (query["hub.mode"]) {
    case "subscribe":
      if (!isWanted || challenge === null) return UNWANTED;
      return { kind: "subscribe", challenge, lease: leaseSeconds(text(query["hub.lease_seconds"])) };
    case "unsubscribe":
      return state === "leaving" && challenge !== null ? { kind: "unsubscribe", challenge } : UNWANTED;
    case "denied":
      return isWanted ? { kind: "denied", reason: text(query["hub.reason"]) } : UNWANTED;
    default:
      return UNWANTED;
  }
}

const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
