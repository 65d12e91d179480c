import { type Fingerprint, fingerprint, type Print, type Printable } from "../../src/dedupe/text/print.ts";
import { type Judgement, judge } from "../../src/dedupe/text/judge.ts";
import type { TextRecord } from "../../src/dedupe/text/record.ts";
import { hashOf } from "../../src/dedupe/text/hash.ts";

/** What is compared of an item that says nothing but what the test says. */
export type Said = Partial<Omit<Printable, "time">> & { time?: string };

export function fingerprintOf({ time = "2026-03-01T12:00:00Z", ...said }: Said): Fingerprint {
  return fingerprint({
    title: null,
    text: null,
    ids: [],
    outlet: "first.example",
    ...said,
    time: new Date(time),
  });
}

export const printOf = (said: Said): Print => fingerprintOf(said).print;

export const judgeSaid = (later: Said, earlier: Said): Judgement => judge(printOf(later), printOf(earlier));

/** A record of an item that says nothing but what the test says. */
export function aRecord(
  said: Said & Partial<Omit<TextRecord, "print" | "title" | "credit">> & { credit?: string | null } = {},
): TextRecord {
  const { version = 1, id = "b0", story = id, url = null, firstSeen, isDated = true, credit, ...own } = said;
  const print = printOf(own);
  return {
    version,
    print,
    id,
    story,
    url,
    title: own.title ?? "",
    firstSeen: firstSeen ?? print.time,
    isDated,
    credit: credit ? hashOf(credit) : 0,
  };
}
