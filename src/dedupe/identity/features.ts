import { hash } from "node:crypto";
import type { Entry } from "../../model.ts";
import { placeOf } from "./place.ts";

export interface Candidate {
  entry: Entry;
  canonicalUrl: string | null;
}

/** What an entry can be told apart by, as texts; `null` where it has no such thing. Never a date, never a position. */
export interface Features {
  /** Without placeholders. */
  guid: string | null;
  /** Path and query of a guid that is an address: what survives a site's move. */
  path: string | null;
  /** Canonical address with its fragment, where that tells something: some feeds tell entries apart by nothing else. */
  address: string | null;
  /** Canonical address as other feeds print it too. */
  place: string | null;
  title: string;
  /** Title and text. */
  words: string;
  /** Address and title; all that there is, where one of them is missing. */
  heading: string;
  /** Address, title and text. */
  whole: string;
  /** Hash of everything that the entry says of its article, letter by letter. */
  wording: string;
}

/** What stands for "no guid" in real feeds. */
const PLACEHOLDER =
  /^(?:n\/?a|null|undefined|none|nil|nan|false|unknown|guid|id|tag:|0|-|#|\?|\.|\(null\)|\[object object\]|urn:uuid:|(?:urn:uuid:)?0{8}(?:-0{4}){3}-0{12}|)$/i;

/** Fragments that say where a reader came from, or which words to highlight. */
const TRACKING = /^#(?:(?:utm_|at_)\w+=|xtor=|:~:)/i;

/** @param own places of the feed and its site; see place.ts */
export function featuresOf({ entry, canonicalUrl }: Candidate, own: ReadonlySet<string>): Features {
  const canonical = canonicalUrl === null ? null : new URL(canonicalUrl);
  const foreign = (place: string | null) => (place === null || own.has(place) ? null : place);
  const guid = tellingGuid(entry.guid, foreign);
  const address = canonical && foreign(placeOf(canonical, fragmentOf(entry.url ?? "")));
  const title = entry.title ?? "";
  const words = [title, entry.summary ?? entry.content];
  const whole = JSON.stringify([address, ...words]);
  return {
    guid,
    path: guid && pathOf(guid),
    address,
    place: canonical && foreign(placeOf(canonical)),
    title,
    words: JSON.stringify(words),
    heading: address && title ? JSON.stringify([address, title]) : whole,
    whole,
    wording: hash("sha256", JSON.stringify([title, entry.summary, entry.content])).slice(0, 12),
  };
}

function tellingGuid(guid: string | null, foreign: (place: string | null) => string | null): string | null {
  if (guid === null || PLACEHOLDER.test(guid.trim())) return null;
  const url = webAddress(guid);
  return url && foreign(placeOf(url)) === null ? null : guid;
}

function fragmentOf(url: string): string {
  const start = url.indexOf("#");
  const fragment = start < 0 ? "" : url.slice(start);
  return fragment === "#" || TRACKING.test(fragment) ? "" : fragment;
}

function pathOf(guid: string): string | null {
  const url = webAddress(guid);
  const path = url && url.pathname + url.search;
  return path === "/" ? null : path;
}

function webAddress(text: string): URL | null {
  return /^\s*https?:/i.test(text) ? URL.parse(text) : null;
}
