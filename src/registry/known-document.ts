import type { FeedState } from "./feed-state.ts";

/** What a request may say of the document that is known already. */
export interface KnownDocument {
  url: string;
  etag: string | null;
  lastModified: string | null;
  /** Whether the server does not recognize its own ETags. */
  ignoresEtag: boolean;
}

/** Milliseconds after which a full answer is asked for: eight days, as NetNewsWire does. */
const FULL_EVERY = 8 * 86_400_000;

/** Misses after which an ETag is not sent any more, if there is another validator. */
const MAX_MISSES = 3;

/** Servers write the coding of the body into an ETag (Apache, Jetty), and some of them do not recognize it then. */
const NAMES_CODING = /(?:--?|;)(?:gzip|br|deflate|zstd)"?$/i;

/** What is known, to be sent with the next request; `null` when the whole document shall come: once in a while, because servers lie. */
export function knownDocument(state: FeedState, now: Date): KnownDocument | null {
  const { validatorsUrl: url, etag, lastModified, fullAt } = state;
  if (url === null || fullAt === null || now.getTime() - Date.parse(fullAt) > FULL_EVERY) return null;
  return { url, etag, lastModified, ignoresEtag: state.etagMisses >= MAX_MISSES };
}

/**
 * Misses in a row after the document that is known came once more, in full. Counted for ETags that name a coding alone:
 * a server that ignores its other ETags may well have a date that never changes.
 */
export function etagMissesAfter(
  misses: number,
  asked: KnownDocument | null,
  answer: { url: string; etag: string | null },
): number {
  const isMiss =
    asked !== null &&
    !asked.ignoresEtag &&
    asked.url === answer.url &&
    asked.etag !== null &&
    asked.etag === answer.etag &&
    NAMES_CODING.test(asked.etag);
  return isMiss ? misses + 1 : misses;
}

/** After the answer that the document is still the same: it updates the validators that it has (RFC 9111, 4.3.4). */
export function stillKnown(
  state: FeedState,
  { etag, lastModified }: Pick<KnownDocument, "etag" | "lastModified">,
  asked: KnownDocument | null,
): FeedState {
  return {
    ...state,
    etag: etag ?? state.etag,
    lastModified: lastModified ?? state.lastModified,
    etagMisses: asked?.ignoresEtag ? state.etagMisses : 0,
  };
}
