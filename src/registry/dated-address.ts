/** The smallest unit of time that an address names. */
type Unit = "day" | "month" | "year";

/** What stands in an address for a part of the date, by the unit that it names. */
const PLACEHOLDERS: Record<string, Unit> = {
  yyyy: "year",
  yy: "year",
  MM: "month",
  M: "month",
  dd: "day",
  d: "day",
};
const PLACEHOLDER = /\{(yyyy|yy|MM|M|dd|d)\}/g;
/** What looks like one. */
const LIKE_ONE = /\{([ymd]{1,4})\}/gi;

/** Milliseconds for which the page of a period that is over is read on: publishers put things on it later. */
const OVERLAP: Record<Unit, number> = { day: 6 * 3_600_000, month: 48 * 3_600_000, year: 48 * 3_600_000 };

/** Pages that one poll reads, after a long time without any. */
const MAX_PAGES = 7;

/** Whether an address has placeholders such as `{yyyy}`, so that it leads to another page in another period. */
export function isDated(address: string): boolean {
  return address.search(PLACEHOLDER) !== -1;
}

/**
 * Undoes that the URL parser escapes the braces of placeholders.
 *
 * @param host of the address, which must be the same in every period: the server of a feed is spared by it
 * @throws Error with the reason alone
 */
export function keepPlaceholders(href: string, host: string): string {
  const address = href.replace(/%7B([ymd]{1,4})%7D/gi, "{$1}");
  if (/[{}]/.test(host)) throw new Error("the host of an address cannot have a date in it");
  const unknown = [...address.matchAll(LIKE_ONE)].find(([, name = ""]) => PLACEHOLDERS[name] === undefined);
  if (unknown)
    throw new Error(`"${unknown[0]}" stands for nothing; there are {yyyy}, {yy}, {MM}, {M}, {dd} and {d}`);
  return address;
}

/**
 * The addresses to read now, that of the present period first. The page of a period is read with the next one until it
 * was read once more at the end of the overlap, however long that takes: nothing that came late is lost, nor what came
 * while nobody polled, up to seven pages.
 *
 * @param zone IANA zone in which the publisher's days begin; `null` for UTC
 * @param readAt when the feed was last read in full; `null`: never
 */
export function addressesToRead(
  address: string,
  zone: string | null,
  readAt: Date | null,
  now: Date,
): [string, ...string[]] {
  const unit = unitOf(address);
  if (unit === null) return [address];
  const since = Math.min(readAt?.getTime() ?? now.getTime(), now.getTime()) - OVERLAP[unit];
  const oldest = startOfPeriod(dayIn(zone, new Date(since)), unit);
  const present = startOfPeriod(dayIn(zone, now), unit);
  const earlier: string[] = [];
  let period = periodBefore(present, unit);
  while (period >= oldest && earlier.length < MAX_PAGES - 1) {
    earlier.push(inPeriod(address, period));
    period = periodBefore(period, unit);
  }
  return [inPeriod(address, present), ...earlier];
}

const periodBefore = (period: Date, unit: Unit): Date => startOfPeriod(new Date(period.getTime() - 1), unit);

function unitOf(address: string): Unit | null {
  const units = new Set([...address.matchAll(PLACEHOLDER)].map(([, name = ""]) => PLACEHOLDERS[name]));
  return (["day", "month", "year"] as const).find((unit) => units.has(unit)) ?? null;
}

/** The day that it is in a zone, as its midnight in UTC. */
function dayIn(zone: string | null, at: Date): Date {
  const parts = new Intl.DateTimeFormat("en", {
    timeZone: zone ?? "UTC",
    calendar: "gregory",
    numberingSystem: "latn",
    year: "numeric",
    month: "numeric",
    day: "numeric",
  }).formatToParts(at);
  const part = (name: string): number => Number(parts.find(({ type }) => type === name)?.value);
  return new Date(Date.UTC(part("year"), part("month") - 1, part("day")));
}

function startOfPeriod(day: Date, unit: Unit): Date {
  const month = unit === "year" ? 0 : day.getUTCMonth();
  return new Date(Date.UTC(day.getUTCFullYear(), month, unit === "day" ? day.getUTCDate() : 1));
}

function inPeriod(address: string, period: Date): string {
  const year = String(period.getUTCFullYear());
  const month = String(period.getUTCMonth() + 1);
  const day = String(period.getUTCDate());
  const values: Record<string, string> = {
    yyyy: year,
    yy: year.slice(-2),
    MM: month.padStart(2, "0"),
    M: month,
    dd: day.padStart(2, "0"),
    d: day,
  };
  return address.replace(PLACEHOLDER, (_, name: string) => values[name] ?? "");
}
