import { createHash } from "node:crypto";
import {
  type DocumentStages,
  type FeedDocuments,
  type Progress,
  type Published,
  publishNew,
} from "./document-stages.ts";
import { NotNowError, WirefoldError } from "./errors.ts";
import type { Fetcher, FetchResult } from "./fetch/fetch-document.ts";
import { LARGE } from "./fetch/read-response.ts";
import type { Feed } from "./model.ts";
import { broughtBy } from "./tally.ts";
import { NOTHING, type PollEnd, recordFailure, recordSuccess } from "./poll-end.ts";
import { fetchDocuments, type PolledDocuments } from "./poll-documents.ts";
import { addressesToRead, isDated } from "./registry/dated-address.ts";
import type { FeedRegistry } from "./registry/feed-registry.ts";
import type { FeedState, StoredFeedState } from "./registry/feed-state.ts";
import { etagMissesAfter, knownDocument, type KnownDocument, stillKnown } from "./registry/known-document.ts";
import { addressToAsk, followMove } from "./registry/permanent-move.ts";
import { afterDocument, afterUnchanged } from "./schedule/memory.ts";
import type { PolledDocument } from "./websub/follow-hub.ts";

export interface Pipeline extends PollEnd, DocumentStages {
  fetcher: Fetcher;
  registry: Pick<FeedRegistry, "at">;
  /** Keeps the feed's subscription at a hub; `null` while hubs have no address to push to. */
  followHub: ((feed: Feed, polled: PolledDocument) => Promise<void>) | null;
  /** Publishes what is large where others need not wait for it; `null`: it takes its turn like others. */
  publishLarge: ((feed: Feed, documents: FeedDocuments, before: FeedState) => Promise<Published>) | null;
}

type FetchedInFull = Pick<Extract<FetchResult, { kind: "document" }>, "document" | "freshness"> &
  Pick<PolledDocuments, "further">;

const NO_VALIDATORS = { etag: null, lastModified: null, url: null } as const;

const UNCHANGED: Progress = { outcome: "unchanged", ...NOTHING };

/**
 * Polls one feed: fetch, parse, normalize, de-duplicate, publish, and only then remember. Every step may be repeated
 * after a crash: the same document runs into the same index and changes nothing.
 *
 * A feed's failure is remembered and ends the poll normally. What is thrown is ours: a fault in this program or Redis.
 *
 * @param before what was remembered at the last poll
 * @param signal gives the fetch up; the feed is then as due as before
 * @throws NotNowError when the feed's server has no turn soon, or there is no room for its document: nothing happened
 */
export async function refreshFeed(
  feed: Feed,
  before: StoredFeedState,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<void> {
  const started = pipeline.now();
  let state: FeedState;
  let progress: Progress;
  try {
    [state, progress] = await readFeed(feed, before, pipeline, signal);
  } catch (error) {
    if (signal.aborted || error instanceof NotNowError || !(error instanceof WirefoldError)) throw error;
    return recordFailure(feed, before, error, pipeline, started);
  }
  await recordSuccess(feed, before, state, { ...progress, error: null }, pipeline, started);
  const policy = before.identity?.policy ?? "guid";
  if (progress.held + progress.overflow > 0) pipeline.metrics.entriesHeld(feed, progress);
  if (state.identity && state.identity.policy !== policy)
    pipeline.metrics.identityChanged(feed, policy, state.identity);
  if (state.movedTo !== null && state.movedTo !== before.movedTo)
    pipeline.metrics.feedMoved(feed, state.movedTo);
  if (state.move?.takenBy && state.move.takenBy !== before.move?.takenBy)
    pipeline.metrics.feedsMeet(feed, state.move.to, state.move.takenBy);
}

async function readFeed(
  feed: Feed,
  before: StoredFeedState,
  pipeline: Pipeline,
  signal: AbortSignal,
): Promise<[FeedState, Progress]> {
  const asked = feed.request?.conditional === false ? null : knownDocument(before, pipeline.now());
  const addresses = addressesOf(feed, before, pipeline.now());
  const own = feed.request && { ...feed.request, home: feed.url };
  const { first, further } = await fetchDocuments(addresses, asked, pipeline.fetcher, signal, own);
  using fetched = first;
  const succeeded: FeedState = {
    ...before,
    failures: 0,
    lastError: null,
    schedule: afterUnchanged(before.schedule, fetched.freshness, pipeline.now()),
  };
  const [state, progress] =
    fetched.kind === "document"
      ? await readFull(feed, before, succeeded, { ...fetched, further }, asked, pipeline)
      : [stillKnown(succeeded, fetched, asked), UNCHANGED];
  // Where the page of one period has moved to says nothing of the next one's.
  if (isDated(feed.url)) return [state, progress];
  const { movedTo } = fetched;
  const other = movedTo === null ? null : await pipeline.registry.at(movedTo);
  const takenBy = other === null || other.id === feed.id ? null : other.id;
  const moved = followMove(
    before.move,
    { registered: feed.url, asked: addresses[0], movedTo, takenBy },
    pipeline.now(),
  );
  return [{ ...state, ...moved }, progress];
}

/** Where the feed's documents are now, the one that matters most first. */
function addressesOf(
  { url, zone }: Feed,
  { fullAt, ...before }: FeedState,
  now: Date,
): [string, ...string[]] {
  const readAt = fullAt === null ? null : new Date(fullAt);
  return isDated(url) ? addressesToRead(url, zone, readAt, now) : [addressToAsk(url, before)];
}

/** @param succeeded the state of a feed that answered, before anything was read */
async function readFull(
  feed: Feed,
  before: StoredFeedState,
  succeeded: FeedState,
  { document, further, freshness }: FetchedInFull,
  asked: KnownDocument | null,
  pipeline: Pipeline,
): Promise<[FeedState, Progress]> {
  const fullAt = pipeline.now().toISOString();
  const documents: FeedDocuments = [document, ...further];
  // What one of several says of itself does not answer for the others.
  const { etag, lastModified, url: validatorsUrl } = further.length === 0 ? document : NO_VALIDATORS;
  const bodyHash = hashOf(documents);
  if (bodyHash === before.bodyHash) {
    const etagMisses = etagMissesAfter(before.etagMisses, asked, document);
    return [{ ...succeeded, etag, lastModified, validatorsUrl, fullAt, etagMisses }, UNCHANGED];
  }

  const size = documents.reduce((bytes, { body }) => bytes + body.length, 0);
  const elsewhere = size > LARGE ? pipeline.publishLarge : null;
  const { progress, parsed, learned, known } = await (elsewhere?.(feed, documents, before) ??
    publishNew(feed, documents, before, pipeline));
  const { title, isComplete, hints } = parsed;
  const brought = broughtBy(progress);
  if (isComplete)
    await pipeline.followHub?.(feed, { document, parsed, found: brought, previousPoll: before.polledAt });
  // Only a document that was read whole may answer for the next one.
  const validators = isComplete
    ? { etag, lastModified, validatorsUrl, bodyHash }
    : { etag: null, lastModified: null, validatorsUrl: null, bodyHash: null };
  return [
    {
      ...succeeded,
      ...validators,
      fullAt,
      title,
      ...learned,
      documentAt: progress.entries > 0 ? pipeline.now().toISOString() : before.documentAt,
      published: before.published + brought,
      schedule: afterDocument(
        before.schedule,
        { entries: progress.entries, known, hasHistory: before.documentAt !== null, hints },
        freshness,
        pipeline.now(),
      ),
    },
    progress,
  ];
}

function hashOf(documents: FeedDocuments): string {
  const hash = createHash("sha256");
  for (const { body } of documents) hash.update(body);
  return hash.digest("hex");
}
