/** An article as its publisher puts it into a feed. */
export interface SampleEntry {
  /** The path alone tells the sample's articles apart; a query says where a reader came from. */
  url: string;
  /** `null`: the feed gives none, and the entry is recognized by its address. */
  guid: string | null;
  title: string;
  /** As it stands in the document, so each format has its own way to write it; `null` where the feed has no dates. */
  published: string | null;
  section?: string;
  /** Paragraphs. */
  text: readonly string[];
}

/** What a feed has one entry more of in the second round. */
interface SampleUpdate {
  entry: SampleEntry;
  /** How many entries that are known already stand above it. */
  below: number;
}

/** Ways of a feed to fail, each with the code that Wirefold gives it. */
export const FAILURES = { "cut-off": "PARSE_MALFORMED", unavailable: "FETCH_STATUS" } as const;

export type SampleFormat = "rss" | "rdf" | "atom" | "json";

export interface SampleFeed {
  path: string;
  title: string;
  /** Address of the publisher's site. */
  home: string;
  language: string;
  format: SampleFormat;
  entries: readonly SampleEntry[];
  update?: SampleUpdate;
  /** Answers with an ETag, and with 304 to who has that document already. */
  conditional?: true;
  /** Encoding of the document; UTF-8 unless it says otherwise. */
  encoding?: "iso-8859-1";
  /** Milliseconds until it answers. */
  delay?: number;
  failure?: keyof typeof FAILURES;
}
