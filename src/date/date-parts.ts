import type { EntryDate } from "../model.ts";
import type { DateHint } from "./date-hint.ts";
import { instantIn } from "./time-zone.ts";
import { resolveZone } from "./zones.ts";

/** What a text says, in the proleptic Gregorian calendar; not yet checked. */
export interface DateParts {
  year: number;
  /** 1 to 12. */
  month: number;
  day: number;
  time: ClockTime | null;
  /** The zone as written, in lower case; `null` when the text names none. */
  zone: string | null;
  precision?: "year" | "month";
}

export interface ClockTime {
  hour: number;
  minute: number;
  second: number | null;
}

/** Before 1583 a year is of another calendar, or how software writes "never"; so is 9999. */
const FIRST_YEAR = 1583;
const LAST_YEAR = 9998;
const FIRST_INSTANT = Date.UTC(FIRST_YEAR, 0);
const END = Date.UTC(LAST_YEAR + 1, 0);

/** `null` for a day or a time that does not exist. A date without a time is midnight UTC, whatever the zone. */
export function toEntryDate(parts: DateParts, from: string, hint: DateHint): EntryDate | null {
  const { year, month, day, time } = parts;
  if (!isYear(year) || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return null;
  if (time === null) {
    const value = new Date(Date.UTC(year, month - 1, day)).toISOString();
    return { value, from, precision: parts.precision ?? "day", zoneAssumed: "UTC" };
  }
  const { hour, minute } = time;
  const second = time.second ?? 0;
  // 24:00 is the end of the day (ISO 8601), :60 a leap second.
  if (hour > 24 || (hour === 24 && minute + second > 0) || minute > 59 || second > 60) return null;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  const { instant, zoneAssumed } = placeInZone(local, parts.zone, hint);
  if (instant < FIRST_INSTANT || instant >= END) return null;
  return {
    value: new Date(instant).toISOString(),
    from,
    precision: time.second === null ? "minute" : "second",
    zoneAssumed,
  };
}

export const isYear = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR;

export function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** @param half `am` or `pm`; a clock of 24 hours that is followed by one is taken at its word */
export function hourOfDay(hour: number, half: string | undefined): number {
  if (half === undefined || hour > 12) return hour;
  return (hour % 12) + (half.toLowerCase() === "pm" ? 12 : 0);
}

/** Two digits: RFC 2822, 4.3. */
export function fullYear(text: string): number {
  const year = Number(text);
  if (text.length === 4) return year;
  return year < 50 ? 2000 + year : 1900 + year;
}

function placeInZone(
  local: number,
  zone: string | null,
  hint: DateHint,
): { instant: number; zoneAssumed: string | null } {
  if (zone === null) {
    const instant = hint.zone === null ? null : instantIn(local, hint.zone);
    return instant === null ? { instant: local, zoneAssumed: "UTC" } : { instant, zoneAssumed: hint.zone };
  }
  const meaning = resolveZone(zone, hint.host);
  if (meaning === null) return { instant: local, zoneAssumed: "UTC" };
  if (typeof meaning.place === "number")
    return { instant: local - meaning.place * 60_000, zoneAssumed: meaning.assumed };
  const instant = instantIn(local, meaning.place);
  return instant === null
    ? { instant: local, zoneAssumed: "UTC" }
    : { instant, zoneAssumed: meaning.assumed };
}
