import { habitAfter } from "./backfill/feed-habit.ts";
import { judgeFirst } from "./backfill/judge-first.ts";
import { judgeFlood } from "./backfill/judge-flood.ts";
import { featuresOf, type Candidate, type Features } from "./dedupe/identity/features.ts";
import type { Arrival } from "./dedupe/index/submission.ts";
import type { ItemIndex, Standing } from "./dedupe/item-index.ts";
import { placesOf } from "./dedupe/identity/place.ts";
import { recognize, type Recognition } from "./dedupe/identity/recognize.ts";
import { ParseError } from "./errors.ts";
import type { PollReport } from "./metrics.ts";
import { broughtBy, countVerdicts, type Tally } from "./tally.ts";
import type { Verdict } from "./item.ts";
import type { Feed, FetchedDocument, FirstEntries, ParsedDocument } from "./model.ts";
import type { Disposition } from "./disposition.ts";
import { withoutPage } from "./normalize/complete-item.ts";
import { canonicalUrlOf } from "./normalize/address/canonical-url.ts";
import { type ItemOrigin, normalizeEntry } from "./normalize/normalize-entry.ts";
import type { WaitingPages } from "./pages/waiting-pages.ts";
import { wantsPage } from "./pages/wants-page.ts";
import { joinDocuments } from "./parse/join-documents.ts";
import { parseDocument } from "./parse/parse-document.ts";
import { factsOf } from "./item-facts.ts";
import type { FeedState } from "./registry/feed-state.ts";
import type { TakeTurn } from "./turns.ts";

/** What it takes to make items of a document. */
export interface DocumentStages {
  index: ItemIndex;
  takeTurn: TakeTurn;
  waitingPages: Pick<WaitingPages, "counts">;
  /** What is emitted of a first document, where the feed does not say. */
  first: FirstEntries;
  now: () => Date;
}

export type Progress = Pick<PollReport, "outcome" | "entries"> & Tally;

/** What a feed consists of: mostly one document. */
export type FeedDocuments = readonly [FetchedDocument, ...FetchedDocument[]];

/** What came of a document. */
export interface Published {
  progress: Progress;
  parsed: Omit<ParsedDocument, "entries">;
  /** To be remembered of the feed. */
  learned: Pick<FeedState, "identity" | "habit">;
  /** Entries that the feed had shown before. */
  known: number;
}

/**
 * Parse, recognize, normalize, judge, publish: the stages of what was fetched of a feed, in order. Doing it again with
 * the same documents changes nothing.
 *
 * @throws ParseError
 */
export async function publishNew(
  feed: Feed,
  documents: FeedDocuments,
  before: FeedState,
  stages: DocumentStages,
): Promise<Published> {
  const { index, takeTurn, now } = stages;
  const { parsed: whole, candidates, features } = await takeTurn(() => readDocuments(feed, documents));
  const { entries: _, ...parsed } = whole;
  const firstSeen = now();
  const recognition = await recognize(feed, features, before.identity, index, firstSeen);
  const { decision, identities, standings } = recognition;
  const published = candidates.map(({ entry }) => entry.published?.value ?? null);
  const dispositions = await dispositionsOf(feed, published, standings, before, stages, firstSeen);
  const isBackfill = (at: number): boolean => before.fullAt === null || dispositions[at] === "hold";
  const room = await roomForPages(feed, stages);
  const origin = { feed, document: whole, documentUrl: documents[0].url, firstSeen, isBackfill, room };
  const arrivals = await takeTurn(() => arrivalsOf(recognition, candidates, dispositions, origin));
  // A feed lists the newest first; the stream tells a story in the order in which it happened.
  const previous = before.documentAt ?? before.fullAt;
  const verdicts = await index.admit(feed.id, arrivals.toReversed(), previous, firstSeen);
  if (before.documentAt !== null && parsed.isComplete && identities.length > 0)
    await index.keep(feed.id, identities, new Date(before.documentAt), firstSeen);
  const progress = { outcome: "items" as const, entries: identities.length, ...countVerdicts(verdicts) };
  const revisions = verdicts.filter(isOwnRevision).length;
  const known = countKnown(standings, verdicts) + revisions;
  // A document without entries says nothing of its guids, nor of what is usual.
  if (identities.length === 0)
    return { progress, parsed, known, learned: { identity: before.identity, habit: before.habit } };
  const habit = habitAfter(before.habit, published, broughtBy(progress) - revisions);
  return { progress, parsed, known, learned: { identity: decision, habit } };
}

/** Whether an entry that the feed had shown before says something else now. */
const isOwnRevision = (verdict: Verdict): boolean =>
  verdict.kind === "revision" && !["text", "title"].includes(verdict.relation.matchedBy);

/** Entries that the feed had shown before, with the same words. What another feed brought first is news of this one. */
function countKnown(standings: readonly Standing[], verdicts: readonly Verdict[]): number {
  const again = verdicts.filter(
    (verdict) => verdict.kind === "duplicate" && (verdict.isOwn || verdict.matchedBy === "alias"),
  );
  return standings.filter((standing) => standing === "known").length + again.length;
}

/** What becomes of each entry should the index lack it. */
async function dispositionsOf(
  feed: Feed,
  published: readonly (string | null)[],
  standings: readonly Standing[],
  before: FeedState,
  { index, first }: DocumentStages,
  now: Date,
): Promise<Disposition[]> {
  if (before.fullAt === null) return judgeFirst(published, feed.first ?? first, now);
  const isNew = standings.map((standing) => standing === "unknown" || standing === "shared");
  if (!isNew.includes(true)) return [];
  const previous = before.documentAt ?? before.fullAt;
  const isUnderWay = await index.isHolding(feed.id, previous);
  const judged = judgeFlood(published, isNew, { previous, habit: before.habit, isUnderWay });
  // Of what is known, an edition is news, whatever else the document brings.
  return judged.map((disposition, at) => (isNew[at] ? disposition : "emit"));
}

interface ReadDocument {
  parsed: ParsedDocument;
  candidates: Candidate[];
  features: Features[];
}

export async function readDocuments(feed: Feed, documents: FeedDocuments): Promise<ReadDocument> {
  const parsed = await parseAll(feed, documents);
  const own = placesOf([feed.url, ...documents.map(({ url }) => url), parsed.url]);
  const candidates = parsed.entries.map((entry) => ({ entry, canonicalUrl: canonicalUrlOf(entry) }));
  return { parsed, candidates, features: candidates.map((candidate) => featuresOf(candidate, own)) };
}

/** A page without entries is none where another has some: that of a new month may be empty, and there before them. */
async function parseAll(feed: Feed, documents: FeedDocuments): Promise<ParsedDocument> {
  const parsed: ParsedDocument[] = [];
  let empty: ParseError | null = null;
  for (const document of documents) {
    try {
      parsed.push(await parseDocument(document, { zone: feed.zone, page: feed.page }));
    } catch (error) {
      if (!(error instanceof ParseError && error.code === "PARSE_NO_ENTRIES")) throw error;
      empty ??= error;
    }
  }
  const [first, ...others] = parsed;
  if (first === undefined) throw empty ?? new ParseError("PARSE_EMPTY", "The feed has no document");
  return joinDocuments(first, others);
}

/** What the items of a document have in common. */
interface Origin extends Omit<ItemOrigin, "id" | "canonicalUrl" | "backfill" | "feed"> {
  feed: Feed;
  /** Whether an entry, by its place, is old news. */
  isBackfill: (at: number) => boolean;
  /** How many more items may wait for their page. */
  room: number;
}

/** Items of a feed that wait for their page at most: beyond that, pages are not what anybody waits for. */
const MOST_WAITING = 1_000;

export async function roomForPages(
  feed: Feed,
  { waitingPages }: Pick<DocumentStages, "waitingPages">,
): Promise<number> {
  if (feed.fullText === null || feed.fullText === "never") return 0;
  const [waiting = 0] = await waitingPages.counts([feed.id]);
  return MOST_WAITING - waiting;
}

/** The entries that may be new, as items; those that are known cost nothing more. */
export function arrivalsOf(
  { identities, standings }: Pick<Recognition, "identities" | "standings">,
  candidates: readonly Candidate[],
  dispositions: readonly Disposition[],
  { isBackfill, room, ...origin }: Origin,
): Arrival[] {
  let roomLeft = room;
  return identities.flatMap((identity, at): Arrival[] => {
    const candidate = candidates[at];
    if (!candidate || standings[at] === "known") return [];
    const isShared = standings[at] === "shared" || standings[at] === "shared-known";
    const itemId = isShared ? identity.sharedItemId : identity.itemId;
    const disposition = dispositions[at] ?? "emit";
    if (disposition === "know") return [{ identity, itemId, disposition, told: null }];
    const item = normalizeEntry(candidate.entry, {
      ...origin,
      id: itemId,
      canonicalUrl: candidate.canonicalUrl,
      backfill: isBackfill(at),
    });
    const told = { item, facts: factsOf(item, candidate.entry.sources) };
    if (disposition !== "emit" || !wantsPage(origin.feed.fullText, item))
      return [{ identity, itemId, disposition, told }];
    // Its page has told it; that the few words in the feed are other ones is no edition of that.
    if (standings[at] === "changed") return [{ identity, itemId, disposition: "know", told: null }];
    if (roomLeft-- > 0) return [{ identity, itemId, disposition: "wait", told }];
    return [{ identity, itemId, disposition, told: { ...told, item: withoutPage(item, "no-room") } }];
  });
}
