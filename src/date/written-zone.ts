import { isZoneName } from "./zones.ts";

const OFFSET =
  /^[\s,]*[([]?((?:gmt|utc?|z)? ?[+-]\d{1,2}(?::?\d{2})?)(?![\d./:])(?=\s*(?:$|[\])([a-z]|\d{4}$))/;
/** An IANA name: at least one slash, and words on both sides. */
const PLACE = /(?<![a-z_])[a-z_]+(?:\/[a-z_]+(?:-[a-z_]+)*(?:[+-]\d{1,2})?)+/;
const WORD = /^[\s,]*[([]?([a-z]+)\b\.?/;

/** The long names that say one thing; `China Standard Time` would be an abbreviation that says two. */
const LONG_NAMES: readonly (readonly [RegExp, string])[] = [
  [/\b(e|c|m|p)(?:astern|entral|ountain|acific) (s|d)(?:tandard|aylight) time\b/, "$1$2t"],
  [/\bgreenwich mean time\b|\bcoordinated universal time\b/, "utc"],
  [/\bcentral european (?:standard )?time\b/, "cet"],
  [/\bcentral european summer time\b/, "cest"],
  [/\bindia standard time\b/, "asia/kolkata"],
  [/\bisrael (?:standard|daylight) time\b/, "asia/jerusalem"],
  [/\bchina standard time\b/, "asia/shanghai"],
];

/**
 * Takes the zone out of what follows a time. An offset wins over names beside it, which only repeat it: `+0200 (CEST)`,
 * `+02:00[Europe/Paris]`, `+0000 UTC`.
 *
 * @param text folded
 */
export function takeZone(text: string): { zone: string | null; rest: string } {
  const named = LONG_NAMES.reduce((shorter, [name, by]) => shorter.replace(name, by), text);
  const offset = OFFSET.exec(named);
  if (offset?.[1] !== undefined) {
    const rest = named.slice(offset[0].length).replace(/\([^()]*\)|\[[^[\]]*\]/g, " ");
    return { zone: offset[1].replaceAll(" ", ""), rest };
  }
  const place = PLACE.exec(named);
  if (place) return { zone: place[0], rest: named.replace(place[0], " ") };
  const word = WORD.exec(named);
  if (word?.[1] !== undefined && isZoneName(word[1]))
    return { zone: word[1], rest: named.slice(word[0].length) };
  return { zone: null, rest: named };
}
