import type { DateParts } from "./date-parts.ts";

/**
 * Days from 1970-01-01 to 1 Farvardin 1, by a cycle of 33 years (Reingold and Dershowitz, Calendrical Calculations, "The
 * Persian Calendar") that is fixed at 1 Farvardin 1400, 21 March 2021.
 */
const EPOCH = 18_707 - 365 * 1_399 - 340;

/**
 * The day of a date of Iran's calendar. Leap years follow the cycle of 33 years with 8 leap years, which agrees with the
 * official, astronomical calendar from 1244 to 1472, that is 1865 to 2093.
 *
 * @returns `null` when there is no such day, or the year is outside that range
 */
export function fromSolarHijri(
  year: number,
  month: number,
  day: number,
): Pick<DateParts, "year" | "month" | "day"> | null {
  if (!isSolarHijriYear(year) || month < 1 || month > 12 || day < 1 || day > daysIn(month, year)) return null;
  const before = month <= 7 ? (month - 1) * 31 : 186 + (month - 7) * 30;
  const date = new Date((EPOCH + 365 * (year - 1) + leapYearsBefore(year) + before + day - 1) * 86_400_000);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

export const isSolarHijriYear = (year: number): boolean => year >= 1244 && year <= 1472;

function daysIn(month: number, year: number): number {
  if (month <= 6) return 31;
  return month < 12 || leapYearsBefore(year + 1) > leapYearsBefore(year) ? 30 : 29;
}

/** The leap years of a cycle are its 1st, 5th, 9th, 13th, 17th, 22nd, 26th and 30th. */
const leapYearsBefore = (year: number): number => Math.floor((8 * (year - 1) + 29) / 33);
