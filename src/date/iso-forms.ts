import { type ClockTime, type DateParts, daysIn } from "./date-parts.ts";

const DAY = 86_400_000;

const TIME = String.raw`(?:[t\s]+(\d{2})(?::?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?)\s*(z|utc|gmt|[+-]\d{2}(?::?\d{2})?)?)?`;
const WEEK = new RegExp(String.raw`^(\d{4})-?w(\d{2})-?([1-7])${TIME}$`, "i");
const ORDINAL = new RegExp(String.raw`^(\d{4})-(\d{3})${TIME}$`, "i");
const BASIC = new RegExp(String.raw`^(\d{4})(\d{2})(\d{2})${TIME}$`, "i");
const RUN = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?$/;
const YEAR = /^(\d{4})(?:-(\d{2}))?$/;

/**
 * The rarer forms of ISO 8601: week dates (2021-W18-1), ordinal dates (2021-123), basic times (20210503T154307Z), the
 * same as one number (20210503154307), and the years and months of W3C-DTF.
 */
export function readIsoForm(text: string): DateParts | null {
  const year = YEAR.exec(text);
  if (year) return yearOrMonth(Number(year[1]), year[2]);
  const week = WEEK.exec(text);
  if (week) return weekDate(Number(week[1]), Number(week[2]), Number(week[3]), week);
  const ordinal = ORDINAL.exec(text);
  if (ordinal) return ordinalDate(Number(ordinal[1]), Number(ordinal[2]), ordinal.slice(3));
  const basic = BASIC.exec(text) ?? RUN.exec(text);
  if (!basic) return null;
  const [, y, month, day, ...rest] = basic;
  return { year: Number(y), month: Number(month), day: Number(day), ...timeOf(rest) };
}

/** A bare number is a year only where news can be from. */
function yearOrMonth(year: number, month: string | undefined): DateParts | null {
  if (year < 1900 || year > 2100) return null;
  const none = { day: 1, time: null, zone: null };
  return month === undefined
    ? { year, month: 1, ...none, precision: "year" }
    : { year, month: Number(month), ...none, precision: "month" };
}

/** Week 1 is the week of 4 January (ISO 8601); a year has 52 or 53. */
function weekDate(year: number, week: number, weekday: number, match: RegExpExecArray): DateParts | null {
  const monday = mondayOf(year) + (week - 1) * 7 * DAY;
  if (week < 1 || monday >= mondayOf(year + 1)) return null;
  return dayOf(monday + (weekday - 1) * DAY, match.slice(4));
}

function mondayOf(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY;
}

function ordinalDate(year: number, day: number, time: TimeGroups): DateParts | null {
  if (day < 1 || day > 337 + daysIn(2, year)) return null;
  return dayOf(Date.UTC(year, 0, day), time);
}

function dayOf(instant: number, time: TimeGroups): DateParts {
  const date = new Date(instant);
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  return { year, month, day, ...timeOf(time) };
}

type TimeGroups = (string | undefined)[];

function timeOf([hour, minute, second, zone]: TimeGroups): { time: ClockTime | null; zone: string | null } {
  if (hour === undefined) return { time: null, zone: null };
  return {
    time: {
      hour: Number(hour),
      minute: Number(minute),
      second: second === undefined ? null : Number(second),
    },
    zone: zone?.toLowerCase() ?? null,
  };
}
