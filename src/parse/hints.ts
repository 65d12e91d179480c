import type { PublishingHints } from "../model.ts";
import { MAX_PARTS } from "./limits.ts";
import { children, firstText, textOf, type XmlElement } from "./xml/xml-element.ts";

/** Longer texts are no word and no date. */
const MAX_LENGTH = 40;
const DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

/** What an XML feed says about when it changes. What cannot be read as what it should be is as if it were not there. */
export function readHints(feed: XmlElement): PublishingHints {
  const period = short(firstText(feed.all("sy:updatePeriod")))?.toLowerCase() ?? null;
  return {
    ttl: number(firstText(feed.all("ttl"))),
    skipHours: skipped(feed, "skipHours", "hour", hourOf),
    skipDays: skipped(feed, "skipDays", "day", dayOf),
    updatePeriod: period,
    updateFrequency: number(firstText(feed.all("sy:updateFrequency"))),
    updateBase: short(firstText(feed.all("sy:updateBase"))),
    isExpired: false,
  };
}

function skipped(
  feed: XmlElement,
  list: string,
  name: string,
  read: (text: string) => number | null,
): number[] {
  const texts = feed.all(list).flatMap((element) => children(element, name).slice(0, MAX_PARTS).map(textOf));
  const found = texts.map((text) => (text === null ? null : read(text))).filter((at) => at !== null);
  return [...new Set(found)].toSorted((a, b) => a - b);
}

/** RSS 0.91 counts the hours from 1 to 24, RSS 2.0 from 0 to 23: midnight is the only one that differs. */
function hourOf(text: string): number | null {
  const hour = /^(\d{1,2})(?::00)?$/.exec(text)?.[1];
  return hour === undefined || Number(hour) > 24 ? null : Number(hour) % 24;
}

function dayOf(text: string): number | null {
  const day = /^[a-z]{3,9}$/i.test(text) ? DAYS.indexOf(text.slice(0, 3).toLowerCase()) : -1;
  return day === -1 ? null : day;
}

function number(text: string | null): number | null {
  return text !== null && /^\d{1,9}(?:\.\d{1,9})?$/.test(text) ? Number(text) : null;
}

const short = (text: string | null): string | null =>
  text !== null && text.length <= MAX_LENGTH ? text : null;
