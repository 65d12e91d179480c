import { arrivalsOf, type DocumentStages, readDocuments, roomForPages } from "./document-stages.ts";
import { recognizeUnchanged } from "./dedupe/identity/recognize.ts";
import { isTold } from "./item.ts";
import { countVerdicts } from "./tally.ts";
import type { Feed, FetchedDocument } from "./model.ts";
import type { FeedState } from "./registry/feed-state.ts";
import { backfillOf } from "./websub/replay.ts";

/** What a push brought, in numbers. */
export interface PushReport {
  /** Entries in the document. */
  entries: number;
  /** Items put on the stream. */
  published: number;
  /** Items that wait for their page. */
  waiting: number;
  /** Those of both that are old news. */
  backfill: number;
}

/**
 * Publishes what is new in a document that a hub sent, through the same stages as a polled one. Hubs may leave out what
 * they told before (WebSub, 7), so such a document proves nothing about what it does not show: no entry is forgotten
 * for it, and nothing of it is remembered as the feed's last document. Repeating it is harmless.
 *
 * @param state what was remembered at the last poll; there must have been one
 * @throws ParseError
 */
export async function acceptPush(
  feed: Feed,
  document: FetchedDocument,
  state: FeedState,
  stages: Pick<DocumentStages, "index" | "takeTurn" | "waitingPages" | "now">,
): Promise<PushReport> {
  const { index, takeTurn, now } = stages;
  const { parsed, candidates, features } = await takeTurn(() => readDocuments(feed, [document]));
  const firstSeen = now();
  // Of a part of a document, all guids may be new: that is no sign of anything.
  const recognition = await recognizeUnchanged(feed.id, features, state.identity, index);
  const pushed = candidates.map(({ entry }, at) => ({
    published: entry.published?.value ?? null,
    isKnown: recognition.standings[at] === "known" || recognition.standings[at] === "changed",
  }));
  const backfill = backfillOf(pushed, firstSeen);
  const isBackfill = (at: number): boolean => backfill[at] ?? false;
  const room = await roomForPages(feed, stages);
  const origin = { feed, document: parsed, documentUrl: document.url, firstSeen, isBackfill, room };
  const arrivals = await takeTurn(() => arrivalsOf(recognition, candidates, [], origin));
  const inOrder = arrivals.toReversed();
  const verdicts = await index.admit(feed.id, inOrder, state.documentAt ?? state.fullAt, firstSeen);
  const { published, waiting } = countVerdicts(verdicts);
  const brought = inOrder.filter((_, at) => isTold(verdicts[at]) || verdicts[at]?.kind === "waiting");
  return {
    entries: candidates.length,
    published,
    waiting,
    backfill: brought.filter(({ told }) => told?.item.backfill).length,
  };
}
