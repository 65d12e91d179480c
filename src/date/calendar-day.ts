import { isDayFirst } from "./country.ts";
import { type DateParts, daysIn, fullYear } from "./date-parts.ts";
import { fromSolarHijri, isSolarHijriYear } from "./solar-hijri.ts";

export type CalendarDay = Pick<DateParts, "year" | "month" | "day">;

/** `<g5>` is May, `<b5>` May with a year of the Buddha, `<s2>` the second month of Iran's year; `@` is where a time was. */
const MONTH = "<([gbs])(\\d{1,2})>";
const DAY_MONTH_YEAR = new RegExp(String.raw`^(\d{1,2})[ .,/-]*${MONTH}[ .,/@-]*(\d{4}|\d{2})$`);
const MONTH_DAY_YEAR = new RegExp(String.raw`^${MONTH}[ .,/-]*(\d{1,2})[ .,/@-]+(\d{4})$`);
const YEAR_MONTH_DAY = new RegExp(String.raw`^(\d{4})[ .,/-]*${MONTH}[ .,/-]*(\d{1,2})$`);
const NUMERIC = /^(\d{4})[ ./-]+(\d{1,2})[ ./-]+(\d{1,2})$/;
const NUMERIC_YEAR_LAST = /^(\d{1,2}) ?([./-]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})$/;

/** Years of the Buddha are 543 ahead. */
const BUDDHIST_YEAR = 543;

/**
 * @param text numbers and months, and nothing else
 * @param weekdays that the text names, 0 for Sunday
 * @param country of the publisher
 * @returns `null` when it is no day, or could be two
 */
export function readCalendarDay(
  text: string,
  weekdays: ReadonlySet<number> | null,
  country: string | null,
): CalendarDay | null {
  const dayFirst = DAY_MONTH_YEAR.exec(text);
  if (dayFirst) return named(dayFirst[4], dayFirst[2], dayFirst[3], dayFirst[1]);
  const monthFirst = MONTH_DAY_YEAR.exec(text);
  if (monthFirst) return named(monthFirst[4], monthFirst[1], monthFirst[2], monthFirst[3]);
  const yearFirst = YEAR_MONTH_DAY.exec(text);
  if (yearFirst) return named(yearFirst[1], yearFirst[2], yearFirst[3], yearFirst[4]);
  const numeric = NUMERIC.exec(text);
  if (numeric) return ofCountry(Number(numeric[1]), Number(numeric[2]), Number(numeric[3]), country);
  const yearLast = NUMERIC_YEAR_LAST.exec(text);
  if (!yearLast) return null;
  const [, first = "", separator = "", second = "", year = ""] = yearLast;
  // 21.05.03 may begin with its year.
  if (year.length === 2 && !isDayFirst(country)) return null;
  const byDots = separator === ".";
  return inOrder(Number(first), Number(second), fullYear(year), { byDots, weekdays, country });
}

function named(
  yearText = "",
  calendar: string | undefined,
  monthText: string | undefined,
  dayText: string | undefined,
): CalendarDay | null {
  const [month, day] = [Number(monthText), Number(dayText)];
  const year = Number(yearText);
  if (calendar === "s") return fromSolarHijri(year, month, day);
  if (calendar === "b") {
    if (yearText.length < 4) return null;
    return { year: year > 2_400 ? year - BUDDHIST_YEAR : year, month, day };
  }
  return { year: fullYear(yearText), month, day };
}

/** In numbers alone, Iran's calendar is told by Iran's years on Iran's hosts. */
function ofCountry(year: number, month: number, day: number, country: string | null): CalendarDay | null {
  if (country === "ir" && isSolarHijriYear(year)) return fromSolarHijri(year, month, day);
  return { year, month, day };
}

interface OrderEvidence {
  byDots: boolean;
  weekdays: ReadonlySet<number> | null;
  country: string | null;
}

/** Dots are day first. Otherwise the only order that exists, then the one that the weekday fits, then the country's. */
function inOrder(first: number, second: number, year: number, evidence: OrderEvidence): CalendarDay | null {
  const { byDots, weekdays, country } = evidence;
  if (byDots || (country === "ir" && isSolarHijriYear(year))) return ofCountry(year, second, first, country);
  const orders = [
    { year, month: second, day: first },
    { year, month: first, day: second },
  ].filter(({ month, day }) => month >= 1 && month <= 12 && day >= 1 && day <= daysIn(month, year));
  const [dayFirst, monthFirst] = orders;
  if (!dayFirst || !monthFirst || first === second) return dayFirst ?? null;
  const fitting = weekdays ? orders.filter((order) => weekdays.has(weekdayOf(order))) : [];
  if (fitting.length === 1) return fitting[0] ?? null;
  return isDayFirst(country) ? dayFirst : null;
}

const weekdayOf = ({ year, month, day }: CalendarDay): number =>
  new Date(Date.UTC(year, month - 1, day)).getUTCDay();
