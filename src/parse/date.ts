import type { EntryDate } from "../model.ts";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Minutes east of Greenwich. The first line is RFC 822, 5.1; the others are what publishers write. */
const ZONES: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  cest: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
};

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap]m)\b)?`;
const ZONE = String.raw`\s*(?:\(?((?:gmt|utc?)?[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})\b\)?)?`;
const RFC_822 = new RegExp(
  String.raw`^(?:[a-z]+\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?,?[\s-]+(\d{4}|\d{2})(?!\d)(?:,?\s+${TIME}${ZONE})?`,
  "i",
);
const ISO_8601 = new RegExp(String.raw`^(\d{4})-?(\d{2})-?(\d{2})(?!\d)(?:[t\s]+${TIME}${ZONE})?`, "i");

/**
 * Reads a date of a feed: RFC 822 as RSS uses it (with two-digit years, missing seconds and zone names), and ISO 8601
 * as Atom, Dublin Core and JSON Feed use it (RFC 3339, W3C-DTF). Never guesses: what is not a date is `null`, and a
 * time without a zone is read as UTC and says so.
 *
 * @param from the element that held it, for the record
 */
export function parseDate(text: string | null | undefined, from: string): EntryDate | null {
  const value = text?.trim() ?? "";
  const iso = ISO_8601.exec(value);
  if (iso) {
    const [, year, month, day, ...time] = iso;
    return assemble(Number(year), Number(month), Number(day), time, from);
  }
  const rfc = RFC_822.exec(value);
  if (!rfc) return null;
  const [, day, month = "", year = "", ...time] = rfc;
  return assemble(fullYear(year), MONTHS.indexOf(month.toLowerCase()) + 1, Number(day), time, from);
}

type TimeParts = (string | undefined)[];

function assemble(year: number, month: number, day: number, time: TimeParts, from: string): EntryDate | null {
  const [hour, minute, second, half, zone] = time;
  const offset = zone === undefined ? undefined : zoneOffset(zone);
  const [h, m, s] = [hourOfDay(Number(hour ?? 0), half), Number(minute ?? 0), Number(second ?? 0)];
  // 24:00 is the end of the day (ISO 8601), :60 a leap second.
  if (month < 1 || month > 12 || day < 1 || h > 24 || (h === 24 && m + s > 0) || m > 59 || s > 60)
    return null;
  // The years 1 and 9999 are how software writes "never"; Date.UTC would read the first as 1901.
  if (year < 100 || year === 9999) return null;
  const local = Date.UTC(year, month - 1, day, h, m, s);
  if (day > daysIn(month, year)) return null;
  return {
    value: new Date(local - (offset ?? 0) * 60_000).toISOString(),
    from,
    precision: hour === undefined ? "day" : second === undefined ? "minute" : "second",
    zoneAssumed: offset === undefined ? "UTC" : null,
  };
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

/** Two digits: RFC 2822, 4.3. */
function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function zoneOffset(zone: string): number | undefined {
  const numeric = /([+-])(\d{1,2}):?(\d{2})?$/.exec(zone);
  if (!numeric) return ZONES[zone.toLowerCase()];
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3] ?? 0);
  if (minutes > 1_440) return undefined;
  return numeric[1] === "-" ? -minutes : minutes;
}
