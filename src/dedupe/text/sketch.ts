import { mix } from "./hash.ts";

/**
 * A sketch of the set of a text's shingles: each falls into one of 128 bins, and of the least one of a bin, 4 bits are
 * kept (one-permutation hashing, Li, Owen and Zhang 2012, with b-bit minima, Li and König 2010). 64 bytes tell how
 * much two texts have in common to within some 5 %.
 */
export const BINS = 128;
const BIN_BITS = 7;
/** Values that 4 bits tell apart; 0 is an empty bin. */
const VALUES = 15;

/** No shingle fell into the bin. */
const EMPTY = 0xffffffff;

/** The least hash of each bin. */
export function minimaOf(shingles: Uint32Array): Uint32Array {
  const bins = new Uint32Array(BINS).fill(EMPTY);
  for (const shingle of shingles) {
    const spread = Math.imul(shingle, 0x9e3779b1) >>> 0;
    const bin = spread >>> (32 - BIN_BITS);
    const value = mix(spread) >>> 1;
    if (value < (bins[bin] ?? 0)) bins[bin] = value;
  }
  return bins;
}

export function sketchOf(minima: Uint32Array): Uint8Array {
  const sketch = new Uint8Array(minima.length);
  for (const [bin, value] of minima.entries()) sketch[bin] = value === EMPTY ? 0 : (value % VALUES) + 1;
  return sketch;
}

/** The least of each group of bins: shingles of the whole text that a copy of most of it is likely to have too. */
export function leastOfGroups(minima: Uint32Array, groups: number): number[] {
  const size = BINS / groups;
  return Array.from({ length: groups }, (_, group) =>
    minima.subarray(group * size, (group + 1) * size).reduce((least, value) => Math.min(least, value), EMPTY),
  ).filter((value) => value !== EMPTY);
}

/** Estimated share of all shingles of two texts that are common to both (Jaccard), 0 to 1. */
export function resemblance(a: Uint8Array, b: Uint8Array): number {
  let used = 0;
  let same = 0;
  for (let bin = 0; bin < Math.min(a.length, b.length); bin++) {
    if (a[bin] === 0 && b[bin] === 0) continue;
    used++;
    if (a[bin] === b[bin]) same++;
  }
  // One pair of different minima in fifteen looks the same.
  return used === 0 ? 0 : Math.max(0, (same / used - 1 / VALUES) / (1 - 1 / VALUES));
}
