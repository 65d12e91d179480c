import { type CalendarDay, readCalendarDay } from "./calendar-day.ts";
import { countryOf } from "./country.ts";
import { type ClockTime, type DateParts, hourOfDay } from "./date-parts.ts";
import { foldText } from "./fold-text.ts";
import { rewritePhrases } from "./phrases.ts";
import { takeWords } from "./written-words.ts";
import { takeZone } from "./written-zone.ts";

const CLOCK = /(?:<([ap]m)>)?(?<!\d)(\d{1,2}):(\d{1,2})(?::(\d{1,2})(?:[.,:]\d+)?)?(?!\d)(?:<([ap]m)>)?/;
const HOUR = /(?<!\d)(\d{1,2})<([ap]m)>|<([ap]m)>(\d{1,2})(?!\d)/;
/** 15.43, as the north and the south of Europe write it; only what is left beside a whole date is read so. */
const DOTTED = /\s(\d{1,2})\.(\d{2})(?:\.(\d{2}))?(?=\s*(?:[a-z]+|[+-]\d{2}:?\d{2})?$)/;

/** Characters, folded: one character can unfold to eighteen, and not every pattern here is linear. */
const LONGEST = 120;

/**
 * Reads a date that people or odd programs wrote: names of months in many languages, any order that is not in doubt,
 * halves of the day, zones by name. The text is folded, its time and zone are taken out, its words become numbers or go,
 * and what is left must be a day and nothing else.
 *
 * @param host of the publisher: its country decides the order of `03/05/2021`
 * @returns `null` when a word or a number is left that has no place in a date
 */
export function readWrittenForm(text: string, host: string | null): DateParts | null {
  const plain = foldText(text);
  if (plain.length > LONGEST) return null;
  const folded = rewritePhrases(plain);
  const country = countryOf(host);
  const clock = clockIn(folded);
  if (clock) return readAround(folded, clock, country);
  const day = readAround(folded, null, country);
  const dotted = day ? null : DOTTED.exec(folded);
  if (!dotted) return day;
  const [, hour, minute, second] = dotted;
  return readAround(folded, { match: dotted, time: timeOf(hour, minute, second, undefined) }, country);
}

interface Clock {
  match: RegExpExecArray;
  time: ClockTime;
}

function clockIn(text: string): Clock | null {
  const clock = CLOCK.exec(text);
  if (clock) {
    const [, early, hour, minute, second, late] = clock;
    return { match: clock, time: timeOf(hour, minute, second, early ?? late) };
  }
  const hour = HOUR.exec(text);
  return hour && { match: hour, time: timeOf(hour[1] ?? hour[4], "0", undefined, hour[2] ?? hour[3]) };
}

function readAround(text: string, clock: Clock | null, country: string | null): DateParts | null {
  if (!clock) {
    const { day } = readDay(text, country) ?? {};
    return day ? { ...day, time: null, zone: null } : null;
  }
  const { match, time } = clock;
  const { zone, rest } = takeZone(text.slice(match.index + match[0].length));
  const found = readDay(`${text.slice(0, match.index)} @ ${rest}`, country);
  return found && { ...found.day, time, zone: zone ?? found.zone };
}

function readDay(text: string, country: string | null): { day: CalendarDay; zone: string | null } | null {
  for (const ambiguous of ["month", "weekday"] as const) {
    const words = takeWords(text, country, ambiguous);
    const day = words && readCalendarDay(words.text, words.weekdays, country);
    if (day) return { day, zone: words.zone };
  }
  return null;
}

function timeOf(
  hour: string | undefined,
  minute: string | undefined,
  second: string | undefined,
  half: string | undefined,
): ClockTime {
  return {
    hour: hourOfDay(Number(hour), half),
    minute: Number(minute),
    second: second === undefined ? null : Number(second),
  };
}
