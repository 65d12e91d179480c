import { hash } from "node:crypto";
import { featuresOf, type Candidate, type Features } from "./dedupe/features.ts";
import type { Arrival, ItemIndex } from "./dedupe/item-index.ts";
import { placesOf } from "./dedupe/place.ts";
import { recognize, type Recognition } from "./dedupe/recognize.ts";
import { HostBusyError, WirefoldError } from "./errors.ts";
import type { Fetcher, FetchResult } from "./fetch/fetch-document.ts";
import type { PollReport } from "./metrics.ts";
import type { Feed, FetchedDocument, IdentityDecision, ParsedDocument } from "./model.ts";
import { canonicalUrlOf } from "./normalize/address/canonical-url.ts";
import { normalizeEntry } from "./normalize/normalize-entry.ts";
import { parseDocument } from "./parse/parse-document.ts";
import { NOTHING, type PollEnd, recordFailure, recordSuccess } from "./poll-end.ts";
import { itemEvent } from "./publish/item-event.ts";
import type { FeedRegistry } from "./registry/feed-registry.ts";
import type { FeedState, StoredFeedState } from "./registry/feed-state.ts";
import { etagMissesAfter, knownDocument, type KnownDocument, stillKnown } from "./registry/known-document.ts";
import { addressToAsk, followMove } from "./registry/permanent-move.ts";
import { afterDocument, afterUnchanged } from "./schedule/memory.ts";
import type { TakeTurn } from "./turns.ts";

export interface Pipeline extends PollEnd {
  fetcher: Fetcher;
  index: ItemIndex;
  registry: Pick<FeedRegistry, "at">;
  takeTurn: TakeTurn;
}

type Progress = Pick<PollReport, "outcome" | "entries" | "published" | "duplicates">;

const UNCHANGED: Progress = { outcome: "unchanged", ...NOTHING };

/**
 * Polls one feed: fetch, parse, normalize, de-duplicate, publish, and only then remember. Every step may be repeated
 * after a crash: the same document runs into the same index and changes nothing.
 *
 * A feed's failure is remembered and ends the poll normally. What is thrown is ours: a fault in this program or Redis.
 *
 * @param before what was remembered at the last poll
 * @param signal gives the fetch up; the feed is then as due as before
 * @throws HostBusyError when the feed's server has no turn soon: nothing happened
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
    if (signal.aborted || error instanceof HostBusyError || !(error instanceof WirefoldError)) throw error;
    return recordFailure(feed, before, error, pipeline, started);
  }
  await recordSuccess(feed, before, state, { ...progress, error: null }, pipeline, started);
  const policy = before.identity?.policy ?? "guid";
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
  const address = addressToAsk(feed.url, before);
  const own = feed.request && { ...feed.request, home: feed.url };
  const fetched = await pipeline.fetcher.fetch(address, asked, signal, own);
  const succeeded: FeedState = {
    ...before,
    failures: 0,
    lastError: null,
    schedule: afterUnchanged(before.schedule, fetched.freshness, pipeline.now()),
  };
  const [state, progress] =
    fetched.kind === "document"
      ? await readFull(feed, before, succeeded, fetched, asked, pipeline)
      : [stillKnown(succeeded, fetched, asked), UNCHANGED];
  const { movedTo } = fetched;
  const other = movedTo === null ? null : await pipeline.registry.at(movedTo);
  const takenBy = other === null || other.id === feed.id ? null : other.id;
  const moved = followMove(
    before.move,
    { registered: feed.url, asked: address, movedTo, takenBy },
    pipeline.now(),
  );
  return [{ ...state, ...moved }, progress];
}

/** @param succeeded the state of a feed that answered, before anything was read */
async function readFull(
  feed: Feed,
  before: FeedState,
  succeeded: FeedState,
  { document, freshness }: Pick<Extract<FetchResult, { kind: "document" }>, "document" | "freshness">,
  asked: KnownDocument | null,
  pipeline: Pipeline,
): Promise<[FeedState, Progress]> {
  const fullAt = pipeline.now().toISOString();
  const { etag, lastModified, url: validatorsUrl } = document;
  const bodyHash = hash("sha256", document.body);
  if (bodyHash === before.bodyHash) {
    const etagMisses = etagMissesAfter(before.etagMisses, asked, document);
    return [{ ...succeeded, etag, lastModified, validatorsUrl, fullAt, etagMisses }, UNCHANGED];
  }

  const [progress, parsed, identity, known] = await publishNew(feed, document, before, pipeline);
  const { title, isComplete, hints } = parsed;
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
      identity,
      documentAt: progress.entries > 0 ? pipeline.now().toISOString() : before.documentAt,
      published: before.published + progress.published,
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

async function publishNew(
  feed: Feed,
  document: FetchedDocument,
  before: FeedState,
  { index, takeTurn, now }: Pipeline,
): Promise<[progress: Progress, ParsedDocument, IdentityDecision | null, known: number]> {
  const { parsed, candidates, features } = await takeTurn(() => readDocument(feed, document));
  const firstSeen = now();
  const recognition = await recognize(feed, features, before.identity, index, firstSeen);
  const { decision, identities } = recognition;
  const isFirst = before.fullAt === null;
  const arrivals = await takeTurn(() =>
    arrivalsOf(recognition, candidates, { feed, parsed, url: document.url, firstSeen, isFirst }),
  );
  // A feed lists the newest first; the stream tells a story in the order in which it happened.
  const verdicts = await index.admit(feed.id, arrivals.toReversed(), firstSeen);
  if (
    before.documentAt !== null &&
    parsed.isComplete &&
    identities.length > 0 &&
    !isSameDay(before.documentAt, firstSeen)
  ) {
    await index.keep(feed.id, identities, new Date(before.documentAt), firstSeen);
  }
  const published = verdicts.filter(({ kind }) => kind === "new").length;
  const duplicates = verdicts.filter(
    (verdict) => verdict.kind === "duplicate" && verdict.matchedBy !== "key",
  ).length;
  // What another feed brought first is news of this one all the same.
  const byAddress = verdicts.filter(
    (verdict) => verdict.kind === "duplicate" && verdict.matchedBy === "address",
  ).length;
  const known = identities.length - published - byAddress;
  const progress: Progress = { outcome: "items", entries: identities.length, published, duplicates };
  // A document without entries says nothing of its guids.
  return [progress, parsed, identities.length > 0 ? decision : before.identity, known];
}

interface ReadDocument {
  parsed: ParsedDocument;
  candidates: Candidate[];
  features: Features[];
}

async function readDocument(feed: Feed, document: FetchedDocument): Promise<ReadDocument> {
  const parsed = await parseDocument(document, { zone: feed.zone });
  const own = placesOf([feed.url, document.url, parsed.url]);
  const candidates = parsed.entries.map((entry) => ({ entry, canonicalUrl: canonicalUrlOf(entry) }));
  return { parsed, candidates, features: candidates.map((candidate) => featuresOf(candidate, own)) };
}

interface Arriving {
  feed: Feed;
  parsed: ParsedDocument;
  /** Address of the document. */
  url: string;
  firstSeen: Date;
  /** Whether it is the feed's first document. */
  isFirst: boolean;
}

/** The entries that may be new, as items; those that are known cost nothing more. */
function arrivalsOf(
  { identities, standings }: Recognition,
  candidates: readonly Candidate[],
  { feed, parsed, url, firstSeen, isFirst }: Arriving,
): Arrival[] {
  return identities.flatMap((identity, at) => {
    const candidate = candidates[at];
    if (!candidate || standings[at] === "known") return [];
    const item = normalizeEntry(candidate.entry, {
      id: standings[at] === "shared" ? identity.sharedItemId : identity.itemId,
      canonicalUrl: candidate.canonicalUrl,
      feed,
      document: parsed,
      documentUrl: url,
      firstSeen,
      backfill: isFirst,
    });
    return [{ identity, event: itemEvent(item) }];
  });
}

const isSameDay = (before: string, now: Date): boolean =>
  before.slice(0, 10) === now.toISOString().slice(0, 10);
