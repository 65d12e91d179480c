import { keptTitle } from "../../src/dedupe/text/print.ts";
import { packRecord } from "../../src/dedupe/text/record.ts";
import type { Arriving } from "./arriving.ts";
import { KEY_BYTES, type Method, WINDOW_DAYS } from "./method.ts";

/** A method that gives every text a signature, and takes the nearest text of those with a common key for its original. */
export interface Baseline<Signature> {
  name: string;
  /** Keys that it is found by, and what is compared; `null`: there is nothing to compare. */
  sign(text: SignedText): { keys: readonly (number | string)[]; signature: Signature } | null;
  /** The greater, the nearer; what is below `least` is another text. */
  nearness(a: Signature, b: Signature): number;
  least: number;
  signatureBytes: number;
}

export interface SignedText {
  title: string;
  text: string;
}

const WINDOW = WINDOW_DAYS * 86_400_000;

/** Online like ours, and without a limit of candidates: what it costs, it may cost. */
export function createNearest<Signature>(baseline: Baseline<Signature>): Method {
  const kept: { signature: Signature; time: number }[] = [];
  const numbers: number[] = [];
  const postings = new Map<number | string, number[]>();
  let bytes = 0;
  let count = 0;

  return {
    name: baseline.name,
    bytes: () => bytes,
    admit({ item, now }) {
      const number = count++;
      const signed = baseline.sign({ title: item.title ?? "", text: item.text ?? "" });
      if (!signed) return null;
      const { keys, signature } = signed;
      let [best, nearest] = [-1, Number.NEGATIVE_INFINITY];
      for (const candidate of new Set(keys.flatMap((key) => postings.get(key) ?? []))) {
        const earlier = kept[candidate];
        if (!earlier || now.getTime() - earlier.time > WINDOW) continue;
        const nearness = baseline.nearness(signature, earlier.signature);
        if (nearness >= baseline.least && nearness > nearest) [best, nearest] = [candidate, nearness];
      }
      const place = kept.push({ signature, time: now.getTime() }) - 1;
      numbers.push(number);
      for (const key of keys) {
        const posting = postings.get(key);
        if (posting) posting.push(place);
        else postings.set(key, [place]);
      }
      bytes += baseline.signatureBytes + keys.length * KEY_BYTES + cardBytes(item);
      return best < 0 ? null : (numbers[best] ?? null);
    },
  };
}

/** Ids, address, title and times are to be kept by any method that shows who carried a story. */
function cardBytes({ id, url, title }: Arriving["item"]): number {
  const card = { id, story: id, url, title: keptTitle(title), firstSeen: 0, isDated: true, credit: 0 };
  return packRecord({ version: 0, print: NO_PRINT, ...card }).length;
}

const NO_PRINT = {
  time: 0,
  outlet: 0,
  ids: [],
  titleKey: 0,
  title: new Uint16Array(),
  lead: new Uint16Array(),
  isWhole: true,
  shingles: 0,
  sketch: new Uint8Array(),
  content: "",
};
