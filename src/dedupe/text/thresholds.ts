/** Where `judge` draws its lines. What other values would cost is in docs/benchmarks.md. */
export interface Thresholds {
  /** A lead of fewer distinct shingles makes a short text: a sentence or two, where every word counts. */
  shortLead: number;
  /** Share of the smaller lead that must be in the other one: of a short text ... */
  shortContained: number;
  /** ... of a long one, in the same outlet ... */
  longContained: number;
  /** ... and in another outlet. */
  otherContained: number;
  /** Fewer shingles are too little text to judge by. */
  leastShingles: number;
  /** Bulk: so much of the smaller text ... */
  bulkContained: number;
  /** ... and so many shingles, are in the other one, whatever its beginning is like. */
  bulkShingles: number;
  /** Hours within which other figures may be a correction ... */
  revisionHours: number;
  /** ... of a long text that is otherwise the same to this share ... */
  revisionContained: number;
  /** ... or of any text that keeps this share of at least `leastFigures` figures ... */
  revisionFigures: number;
  leastFigures: number;
  /** ... and this share of its title. */
  revisionTitle: number;
  /** A report full of figures is the same text if it keeps this share of them, of its title as much as a revision ... */
  reportFigures: number;
  /** ... and this share of its lead. */
  reportContained: number;
  /** Titles that share this part of their content words speak of the same thing. */
  kinTitles: number;
  /** Texts of one outlet under unrelated titles are the same only if they resemble each other this much. */
  outletResemblance: number;
  /** The same title of so many words ... */
  titleWords: number;
  /** ... within so many hours, in another outlet ... */
  titleHours: number;
  /** ... of a text that shares at least so much of its lead. */
  titleContained: number;
}

export const THRESHOLDS: Readonly<Thresholds> = Object.freeze({
  shortLead: 40,
  shortContained: 0.65,
  longContained: 0.6,
  otherContained: 0.45,
  leastShingles: 8,
  bulkContained: 0.45,
  bulkShingles: 40,
  revisionHours: 72,
  revisionContained: 0.8,
  revisionFigures: 0.7,
  leastFigures: 4,
  revisionTitle: 0.5,
  reportFigures: 0.85,
  reportContained: 0.45,
  kinTitles: 0.34,
  outletResemblance: 0.7,
  titleWords: 6,
  titleHours: 48,
  titleContained: 0.15,
});
