import { type DateParts, fullYear, hourOfDay, isYear } from "./date-parts.ts";
import { isZoneName } from "./zones.ts";

const MONTHS = new Map(
  (
    "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|" +
    "oct october|nov november|dec december"
  )
    .split("|")
    .flatMap((names, index) => names.split(" ").map((name) => [name, index + 1])),
);

const TIME = String.raw`(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?:\s*([ap]m)\b)?`;
const ZONE = String.raw`(?:\s*\(?((?:gmt|utc?)?[+-]\d{1,2}(?::?\d{2})?|[a-z]{1,5})\b\)?)?`;
const COMMENT = String.raw`(?:\s*\([^()]*\))?`;
const RFC_822 = String.raw`^(?:[a-z]+\.?,?\s*)?(\d{1,2})[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)(?:,?\s+${TIME}${ZONE})?`;
const ISO_8601 = String.raw`^(\d{4})-?(\d{2})-?(\d{2})(?!\d)(?:[t\s]+${TIME}${ZONE})?`;

const WHOLE = {
  rfc822: new RegExp(`${RFC_822}${COMMENT}$`, "i"),
  iso8601: new RegExp(`${ISO_8601}${COMMENT}$`, "i"),
};
const START = { rfc822: new RegExp(RFC_822, "i"), iso8601: new RegExp(ISO_8601, "i") };

/**
 * RFC 822 as RSS uses it (with two-digit years, missing seconds and zone names), and ISO 8601 as Atom, Dublin Core and
 * JSON Feed use it (RFC 3339, W3C-DTF): nearly every date of nearly every feed.
 *
 * @returns `null` when the text is not all such a date, or names a month or zone that is not known
 */
export function readUsualForm(text: string): DateParts | null {
  const parts = read(text, WHOLE);
  const isKnown = parts === null || parts.zone === null || /\d$/.test(parts.zone) || isZoneName(parts.zone);
  return isKnown ? parts : null;
}

/** The same, of a text that goes on: `2021-05-03 by The Editors`. */
export function readUsualStart(text: string): DateParts | null {
  return read(text, START);
}

function read(text: string, { rfc822, iso8601 }: typeof WHOLE): DateParts | null {
  const iso = iso8601.exec(text);
  if (iso) {
    const year = Number(iso[1]);
    return isYear(year) ? partsOf(year, Number(iso[2]), Number(iso[3]), iso) : null;
  }
  const rfc = rfc822.exec(text);
  const month = MONTHS.get(rfc?.[2]?.toLowerCase() ?? "");
  if (!rfc || month === undefined) return null;
  return partsOf(fullYear(rfc[3] ?? ""), month, Number(rfc[1]), rfc);
}

function partsOf(year: number, month: number, day: number, match: RegExpExecArray): DateParts {
  const [, , , , hour, minute, second, half, zone] = match;
  const time =
    hour === undefined
      ? null
      : {
          hour: hourOfDay(Number(hour), half),
          minute: Number(minute),
          second: second === undefined ? null : Number(second),
        };
  return { year, month, day, time, zone: zone?.toLowerCase() ?? null };
}
