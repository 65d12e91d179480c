import { expect, test } from "vitest";
import type { Subscription, SubscriptionState } from "../../../src/websub/subscription.ts";
import { isPushed, readSubscription } from "../../../src/websub/subscription.ts";
import { judgeQuestion } from "../../../src/websub/verification.ts";

const TOPIC = "https://site.example/feed.xml";
const subscription = (state: SubscriptionState): Subscription => ({
  callback: "c",
  feedId: "f",
  hub: "https://hub.example/",
  topic: TOPIC,
  secret: "s",
  state,
  attempts: 0,
  lease: 3_600,
  verifiedAt: "2026-03-01T12:00:00.000Z",
  lastPushAt: null,
  pushed: 0,
  misses: 0,
  error: null,
});
const question = (mode: string, more: object = {}): Record<string, unknown> => ({
  "hub.mode": mode,
  "hub.topic": TOPIC,
  "hub.challenge": "echo me",
  "hub.lease_seconds": "7200",
  ...more,
});

test.each<[string, SubscriptionState, string]>([
  ["subscribe", "pending", "subscribe"],
  ["subscribe", "active", "subscribe"],
  ["subscribe", "denied", "unwanted"],
  ["subscribe", "demoted", "unwanted"],
  ["subscribe", "leaving", "unwanted"],
  ["unsubscribe", "leaving", "unsubscribe"],
  ["unsubscribe", "active", "unwanted"],
  ["unsubscribe", "pending", "unwanted"],
  ["denied", "pending", "denied"],
  ["denied", "active", "denied"],
  ["denied", "leaving", "unwanted"],
  ["publish", "active", "unwanted"],
])("%s to one that is %s: %s", (mode, state, kind) => {
  expect(judgeQuestion(subscription(state), question(mode)).kind).toBe(kind);
});

test.each([
  ["another topic", { "hub.topic": `${TOPIC}?x` }],
  ["no topic", { "hub.topic": undefined }],
  ["two topics", { "hub.topic": [TOPIC, TOPIC] }],
  ["no challenge", { "hub.challenge": undefined }],
  ["two challenges", { "hub.challenge": ["a", "b"] }],
  ["two modes", { "hub.mode": ["subscribe", "denied"] }],
])("with %s, nothing is confirmed", (_, more) => {
  expect(judgeQuestion(subscription("pending"), question("subscribe", more)).kind).toBe("unwanted");
});

test("what is confirmed: the challenge and the lease", () => {
  expect(judgeQuestion(subscription("pending"), question("subscribe"))).toEqual({
    kind: "subscribe",
    challenge: "echo me",
    lease: 7_200,
  });
});

test.each<[SubscriptionState, string, boolean]>([
  ["active", "2026-03-01T12:59:59Z", true],
  ["active", "2026-03-01T13:00:00Z", false],
  ["pending", "2026-03-01T12:30:00Z", false],
  ["denied", "2026-03-01T12:30:00Z", false],
  ["demoted", "2026-03-01T12:30:00Z", false],
  ["leaving", "2026-03-01T12:30:00Z", false],
])("a feed counts as pushed only while a lease runs: %s at %s: %s", (state, now, expected) => {
  expect(isPushed(subscription(state), new Date(now))).toBe(expected);
});

test("a record that is not there, or only half", () => {
  expect(readSubscription("c", {})).toBeNull();
  expect(readSubscription("c", { feedId: "f", hub: "h", topic: "t", secret: "s" })).toBeNull();
});
