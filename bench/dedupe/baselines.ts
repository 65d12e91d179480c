import { mix } from "../../src/dedupe/text/hash.ts";
import { shinglesOf } from "../../src/dedupe/text/shingles.ts";
import { wordsOf } from "../../src/dedupe/text/words.ts";
import type { Method } from "./method.ts";
import { type Baseline, createNearest, type SignedText } from "./nearest.ts";

/** Each kind of method with every threshold that is tried; the tables show the best one a set, and the usual one. */
export interface Kind {
  name: string;
  usual: number;
  thresholds: readonly number[];
  create: (threshold: number) => Method;
}

export const BASELINES: readonly Kind[] = [
  {
    name: "MinHash-LSH",
    usual: 0.4,
    thresholds: [0.2, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9],
    create: (least) => createNearest(minHash(least)),
  },
  {
    name: "SimHash-64",
    usual: 3,
    thresholds: [1, 2, 3, 5, 7, 9, 11, 13, 15],
    create: (most) => createNearest(simHash(most)),
  },
  { name: "normalized title", usual: 1, thresholds: [1], create: () => createNearest(sameTitle) },
  { name: "hash of the text", usual: 1, thresholds: [1], create: () => createNearest(sameText) },
];

const hashesIn = (text: string): number[] => wordsOf(text.normalize("NFKC"), 0).hashes;
/** What all methods but ours read: title and text in one, as they know no difference. */
const shinglesIn = ({ title, text }: SignedText): Uint32Array => shinglesOf(hashesIn(`${title}\n${text}`));

const BANDS = 32;
const ROWS = 2;

/** Minima of 64 hash functions, in 32 bands of 2: texts of a Jaccard of .4 have a band in common 996 times in 1,000. */
function minHash(least: number): Baseline<Uint32Array> {
  const seeds = Uint32Array.from({ length: BANDS * ROWS }, (_, at) => mix(at + 1) | 1);
  return {
    name: `MinHash-LSH, J >= ${least}`,
    least,
    signatureBytes: BANDS * ROWS * 4,
    sign(text) {
      const shingles = shinglesIn(text);
      if (shingles.length === 0) return null;
      const signature = seeds.map((seed) => {
        let minimum = 0xffffffff;
        for (const shingle of shingles) {
          const value = mix(Math.imul(shingle, seed) + seed);
          if (value < minimum) minimum = value;
        }
        return minimum;
      });
      const keys = Array.from({ length: BANDS }, (_, band) =>
        mix(mix((signature[band * ROWS] ?? 0) + band) ^ (signature[band * ROWS + 1] ?? 0)),
      );
      return { keys, signature };
    },
    nearness: (a, b) => a.reduce((same, value, at) => same + (value === b[at] ? 1 : 0), 0) / a.length,
  };
}

/** 64 votes of all shingles. With one more block than bits may differ, one of the blocks is the same (Manku 2007). */
function simHash(most: number): Baseline<readonly [number, number]> {
  const blocks = most + 1;
  return {
    name: `SimHash-64, k <= ${most}`,
    least: -most,
    signatureBytes: 8,
    sign(text) {
      const shingles = shinglesIn(text);
      if (shingles.length === 0) return null;
      const votes = new Int32Array(64);
      for (const shingle of shingles) {
        const [low, high] = [mix(shingle), mix(shingle ^ 0x9e3779b9)];
        for (let bit = 0; bit < 32; bit++) {
          votes[bit] = (votes[bit] ?? 0) + ((low >>> bit) & 1 ? 1 : -1);
          votes[bit + 32] = (votes[bit + 32] ?? 0) + ((high >>> bit) & 1 ? 1 : -1);
        }
      }
      const bits = Array.from(votes, (vote) => (vote > 0 ? "1" : "0")).join("");
      const keys = Array.from({ length: blocks }, (_, block) => {
        const [from, to] = [block, block + 1].map((at) => Math.round((at * 64) / blocks));
        return `${block} ${bits.slice(from, to)}`;
      });
      return { keys, signature: [Number.parseInt(bits.slice(0, 32), 2), Number.parseInt(bits.slice(32), 2)] };
    },
    nearness: (a, b) => -(onesIn(a[0] ^ b[0]) + onesIn(a[1] ^ b[1])),
  };
}

/** Of 32 bits, added up side by side (H. S. Warren, Hacker's Delight). */
function onesIn(bits: number): number {
  const pairs = bits - ((bits >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

const sameTitle: Baseline<null> = byWords("normalized title", ({ title }) => title);
const sameText: Baseline<null> = byWords("hash of the text", ({ title, text }) => text || title);

/** The same words in the same order are the same item. */
function byWords(name: string, part: (text: SignedText) => string): Baseline<null> {
  return {
    name,
    least: 0,
    signatureBytes: 8,
    sign(text) {
      const words = hashesIn(part(text));
      return words.length > 0 ? { keys: [words.join(" ")], signature: null } : null;
    },
    nearness: () => 0,
  };
}
