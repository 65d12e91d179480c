import type { FetchedDocument, ParsedDocument } from "../model.ts";
import { discoverHub } from "./discovery.ts";
import { isPushed } from "./subscription.ts";
import { setBack, type Subscriptions } from "./subscriptions.ts";

/** Polls in a row that found what no push had told, until the hub counts as quiet. One may just have been faster. */
const MAX_MISSES = 2;

export interface PolledDocument {
  document: Pick<FetchedDocument, "link" | "url">;
  /** What stands in it; complete. */
  parsed: Pick<ParsedDocument, "hubs" | "self">;
  /** Items that the poll found. */
  found: number;
  /** When the feed was polled before, in milliseconds; 0 for the first time. */
  previousPoll: number;
}

export type HubChange = "subscribed" | "moved" | "left" | "demoted";

/**
 * Draws the consequences of a document that was polled for the feed's subscription: subscribes where a hub is named for
 * the first time, moves with the feed to another hub or topic, leaves with it, and sets back a hub that does not tell
 * what is new. What was found counts against the hub only when the poll before came after the hub had confirmed.
 *
 * @returns what changed; `null` for nothing
 */
export async function followHub(
  feedId: string,
  { document, parsed, found, previousPoll }: PolledDocument,
  subscriptions: Subscriptions,
  now: Date,
): Promise<HubChange | null> {
  const advertised = discoverHub(document, parsed);
  const [current = null] = await subscriptions.ofFeeds([feedId]);
  if (advertised === null) {
    if (current === null) return null;
    await subscriptions.leave([feedId]);
    return "left";
  }
  if (current?.hub !== advertised.hub || current.topic !== advertised.topic) {
    await subscriptions.start(feedId, advertised);
    return current === null ? "subscribed" : "moved";
  }
  const { callback, verifiedAt, misses } = current;
  const isMiss = found > 0 && isPushed(current, now) && previousPoll > Date.parse(verifiedAt ?? "");
  if (!isMiss) return null;
  if (misses + 1 < MAX_MISSES) {
    await subscriptions.update(callback, { from: ["active"], add: { misses: 1 } });
    return null;
  }
  const quiet = `${MAX_MISSES} polls in a row found what no push had told`;
  return (await subscriptions.update(callback, setBack("demoted", quiet))) ? "demoted" : null;
}
