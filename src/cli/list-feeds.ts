import { createHeldItems, type Hold } from "../backfill/held-items.ts";
import { writeFirstEntries } from "../first-entries.ts";
import type { Feed, IdentityDecision } from "../model.ts";
import { maskRequest } from "../registry/feed-request.ts";
import { createWaitingPages } from "../pages/waiting-pages.ts";
import { createFeedRegistry } from "../registry/feed-registry.ts";
import { createFeedStates, type StoredFeedState } from "../registry/feed-state.ts";
import { createDueFeeds } from "../schedule/due-feeds.ts";
import { isPushed, type Subscription } from "../websub/subscription.ts";
import { createSubscriptions } from "../websub/subscriptions.ts";
import { ago, dueIn } from "./durations.ts";
import { statusOf, sumOf } from "./poll-reasons.ts";
import { formatTable, plainLine } from "./table.ts";
import { withRedis } from "./with-redis.ts";

const HEAD = ["ID", "POLLED", "DUE", "WHY", "ITEMS", "IDENTITY", "STATUS", "TITLE", "ADDRESS"];

export async function listFeeds({ json = false }: { json?: boolean }): Promise<void> {
  await withRedis(async (redis, config) => {
    const feeds = await createFeedRegistry(redis).list();
    const ids = feeds.map(({ id }) => id);
    const states = await createFeedStates(redis).loadAll(ids);
    const due = await createDueFeeds(redis).dueAt(ids);
    const holds = await createHeldItems(redis).holds(ids);
    const waiting = await createWaitingPages(redis).counts(ids);
    const subscriptions = await createSubscriptions(redis).ofFeeds(ids);
    const rows = feeds.map((feed, at): Row => {
      const state = states[at] as StoredFeedState;
      const hold = holds[at] ?? { items: 0, overflow: 0 };
      const subscription = subscriptions[at] ?? null;
      const why = sumOf(feed, state, config, subscription)?.why ?? null;
      return { feed, state, due: due[at] ?? null, why, hold, waiting: waiting[at] ?? 0, subscription };
    });
    const lines = json ? rows.map(inFull) : [formatTable(HEAD, rows.map(inShort))];
    for (const line of lines) process.stdout.write(`${line}\n`);
  });
}

interface Row {
  feed: Feed;
  state: StoredFeedState;
  due: Date | null;
  /** The term of the schedule that decided when the feed is due; `null` before its first poll. */
  why: string | null;
  hold: Pick<Hold, "items" | "overflow">;
  /** Items that wait for their page. */
  waiting: number;
  subscription: Subscription | null;
}

function inFull({ feed, state: { polledAt, ...state }, due, why, hold, waiting, subscription }: Row): string {
  return JSON.stringify({
    ...feed,
    request: feed.request && maskRequest(feed.request),
    ...state,
    title: feed.title ?? state.title,
    identity: identityOf(feed, state),
    polledAt: polledAt > 0 ? new Date(polledAt).toISOString() : null,
    dueAt: due,
    why,
    first: feed.first && writeFirstEntries(feed.first),
    held: hold.items,
    overflow: hold.overflow,
    waitingForPages: waiting,
    websub: shownSubscription(subscription),
  });
}

/** Callback and secret are between us and the hub. */
function shownSubscription(
  subscription: Subscription | null,
): (Omit<Subscription, "callback" | "secret" | "feedId"> & { isPushed: boolean }) | null {
  if (subscription === null) return null;
  const { callback: _callback, secret: _secret, feedId: _feedId, ...shown } = subscription;
  return { ...shown, isPushed: isPushed(subscription, new Date()) };
}

function inShort({ feed, state, due, why, hold }: Row): string[] {
  const { policy, overridden } = identityOf(feed, state);
  return [
    feed.id,
    state.polledAt > 0 ? `${ago(state.polledAt)} ago` : "never",
    dueIn(due),
    why ?? "-",
    String(state.published),
    overridden ? `${policy} (set)` : policy,
    [statusOf(state), ...(hold.items > 0 ? [`held ${hold.items}`] : [])].join(", "),
    plainLine(feed.title ?? state.title ?? ""),
    state.movedTo === null ? feed.url : `${feed.url} (moved to ${state.movedTo})`,
  ];
}

interface ShownIdentity extends Omit<IdentityDecision, "version" | "since"> {
  version: string | null;
  /** ISO 8601; `null` while no document was read under this policy. */
  since: string | null;
  overridden: boolean;
}

/** What the operator says holds from the next document on, so it is shown at once. */
function identityOf(feed: Feed, { identity }: Pick<StoredFeedState, "identity">): ShownIdentity {
  const policy = feed.identity ?? identity?.policy ?? "guid";
  const stored = identity?.policy === policy ? identity : null;
  return {
    policy,
    version: stored?.version ?? null,
    reason: feed.identity === null ? (stored?.reason ?? "default") : "operator",
    since: stored?.since ?? null,
    overridden: feed.identity !== null,
  };
}
