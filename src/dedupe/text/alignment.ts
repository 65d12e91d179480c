import { kindIn, type Print, wordIn } from "./print.ts";
import { SHINGLE } from "./shingles.ts";
import { NAME, NUMBER } from "./words.ts";

/** What the leads of two texts have in common, and what stands in one in the place of something else in the other. */
export interface Alignment {
  /** Distinct shingles of the smaller lead. */
  smaller: number;
  /** Of the other one. */
  larger: number;
  /** Share of them that the other lead has too, 0 to 1. */
  contained: number;
  /** Places in which figures were replaced by other figures. */
  numbers: number;
  /** Places in which names were replaced by other names. */
  names: number;
}

/** Names in longer passages were not replaced by each other: somebody wrote the passage anew. */
const LOCAL = 40;

interface Match {
  a: number;
  b: number;
}

export function align(one: Print, other: Print): Alignment {
  const [a, b] = [one.lead, other.lead];
  const places = firstPlaces(b);
  const own = firstPlaces(a);
  const matches = [...own].flatMap(([shingle, at]): Match[] => {
    const there = places.get(shingle);
    return there === undefined ? [] : [{ a: at, b: there }];
  });
  const smaller = Math.min(own.size, places.size);
  const larger = Math.max(own.size, places.size);
  const replaced = countReplaced(a, b, longestChain(matches), one.isWhole && other.isWhole);
  return { smaller, larger, contained: smaller > 0 ? matches.length / smaller : 0, ...replaced };
}

/** Of leads that are compared with several others. */
const PLACES = new WeakMap<Uint16Array, ReadonlyMap<number, number>>();

/** Where each shingle of a lead stands first. */
function firstPlaces(lead: Uint16Array): ReadonlyMap<number, number> {
  const known = PLACES.get(lead);
  if (known) return known;
  const places = new Map<number, number>();
  for (let at = 0; at + SHINGLE <= lead.length; at++) {
    const shingle =
      (wordIn(lead[at] ?? 0) * 0x4000 + wordIn(lead[at + 1] ?? 0)) * 0x4000 + wordIn(lead[at + 2] ?? 0);
    if (!places.has(shingle)) places.set(shingle, at);
  }
  PLACES.set(lead, places);
  return places;
}

/** The longest run of matches that are in order in both texts (patience sorting). */
function longestChain(matches: readonly Match[]): Match[] {
  const tails: number[] = [];
  const previous = new Int32Array(matches.length);
  const placeAt = (tail: number | undefined): number => matches[tail ?? 0]?.b ?? 0;
  for (const [at, { b }] of matches.entries()) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (placeAt(tails[middle]) < b) low = middle + 1;
      else high = middle;
    }
    previous[at] = low > 0 ? (tails[low - 1] ?? -1) : -1;
    tails[low] = at;
  }
  const chain: Match[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const match = matches[at];
    if (match) chain.push(match);
  }
  return chain.toReversed();
}

function countReplaced(
  a: Uint16Array,
  b: Uint16Array,
  chain: readonly Match[],
  areWhole: boolean,
): Pick<Alignment, "numbers" | "names"> {
  let numbers = 0;
  let names = 0;
  const between = (partA: Uint16Array, partB: Uint16Array): void => {
    if (partA.length === 0 || partB.length === 0) return;
    if (hasOwn(partA, partB, NUMBER) && hasOwn(partB, partA, NUMBER)) numbers++;
    if (Math.max(partA.length, partB.length) > LOCAL) return;
    if (hasOwn(partA, partB, NAME) && hasOwn(partB, partA, NAME)) names++;
  };
  let [endA, endB] = [0, 0];
  for (const match of chain) {
    between(a.subarray(endA, match.a), b.subarray(endB, match.b));
    [endA, endB] = [match.a + SHINGLE, match.b + SHINGLE];
  }
  // Where a lead was cut, what follows is not known.
  if (chain.length > 0 && areWhole) between(a.subarray(endA), b.subarray(endB));
  return { numbers, names };
}

/** Whether a part has a word of this kind that the other part lacks. */
function hasOwn(part: Uint16Array, other: Uint16Array, kind: number): boolean {
  return part.some((code) => kindIn(code) === kind && !hasWord(other, code));
}

export const hasWord = (codes: Uint16Array, code: number): boolean =>
  codes.some((other) => wordIn(other) === wordIn(code));
