import { mix } from "./hash.ts";

/** How many words make a shingle, the unit in which texts are compared (Broder 1997). */
export const SHINGLE = 3;

/** A hash of each run of three words, in order. */
export function shinglesOf(hashes: readonly number[]): Uint32Array {
  const shingles = new Uint32Array(Math.max(0, hashes.length - SHINGLE + 1));
  for (let at = 0; at < shingles.length; at++) {
    shingles[at] = mix(
      Math.imul(hashes[at] ?? 0, 0x9e3779b1) ^
        Math.imul(hashes[at + 1] ?? 0, 0x85ebca77) ^
        Math.imul(hashes[at + 2] ?? 0, 0xc2b2ae3d),
    );
  }
  return shingles;
}

/**
 * The least shingle of every window: two texts that share as many shingles in a row as a window has share one of these
 * (winnowing, Schleimer, Wilkerson and Aiken 2003).
 *
 * @param span shingles that are looked at; the first of the text
 */
export function winnow(shingles: Uint32Array, window: number, span: number): number[] {
  const end = Math.min(shingles.length, span);
  const chosen: number[] = [];
  let least = -1;
  for (let start = 0; start === 0 ? end > 0 : start + window <= end; start++) {
    const last = Math.min(start + window, end) - 1;
    const before = least;
    if (least < start) {
      least = start;
      for (let at = start + 1; at <= last; at++)
        if (valueAt(shingles, at) < valueAt(shingles, least)) least = at;
    } else if (valueAt(shingles, last) < valueAt(shingles, least)) {
      least = last;
    }
    if (least !== before) chosen.push(valueAt(shingles, least));
  }
  return chosen;
}

const valueAt = (list: Uint32Array, at: number): number => list[at] ?? 0;
