/**
 * The newest first, and then those without a date in their order.
 *
 * @param dateIn ISO 8601 in UTC; `null` where there is none
 */
export function byDate<T>(things: readonly T[], dateIn: (thing: T) => string | null): T[] {
  return things
    .map((thing) => ({ thing, date: dateIn(thing) ?? "" }))
    .toSorted((a, b) => (a.date === b.date ? 0 : a.date > b.date ? -1 : 1))
    .map(({ thing }) => thing);
}
