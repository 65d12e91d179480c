const DAY = 86_400_000;

/** By name in lower case, so that spellings cannot fill it: it never holds more than the tz database has names. */
const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The instant at which clocks of a zone show a local time. As `Temporal` does by default ("compatible"): a time that
 * happens twice is the first one, a time that clocks skip is read with the offset from before the change.
 *
 * @param local the clock's reading as milliseconds, as if it were UTC
 * @param zone an IANA name, in any case
 * @returns `null` when there is no such zone
 */
export function instantIn(local: number, zone: string): number | null {
  const formatter = formatterOf(zone);
  if (!formatter) return null;
  // No offset is as large as a day, and none changes twice within two.
  const before = offsetAt(local - DAY, formatter);
  const after = offsetAt(local + DAY, formatter);
  const exists = (offset: number): boolean => offsetAt(local - offset, formatter) === offset;
  return local - (exists(before) || !exists(after) ? before : after);
}

function formatterOf(zone: string): Intl.DateTimeFormat | null {
  const key = zone.toLowerCase();
  const known = formatters.get(key);
  if (known) return known;
  try {
    const formatter = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formatters.set(key, formatter);
    return formatter;
  } catch {
    return null; // RangeError: not a zone
  }
}

/** Milliseconds east of Greenwich. */
function offsetAt(instant: number, formatter: Intl.DateTimeFormat): number {
  const parts = new Map(formatter.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return (
    Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second")) -
    instant
  );
}
