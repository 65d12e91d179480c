/**
 * Places of a document's entries, the newest first: by when they were published where every entry says so, else in the
 * document's order, which is newest first in nearly all feeds. Entries of one time stay in the document's order.
 *
 * A date of some entries alone puts the others nowhere, so it decides nothing.
 *
 * @param published ISO 8601 in UTC, one an entry; `null` where it has none
 */
export function newestFirst(published: readonly (string | null)[]): number[] {
  const places = [...published.keys()];
  const times = published.map((time) => (time === null ? Number.NaN : Date.parse(time)));
  if (times.some(Number.isNaN)) return places;
  return places.toSorted((a, b) => (times[b] ?? 0) - (times[a] ?? 0));
}
