/** A generation of the index, as long as the window: texts are looked for in this one and in the one before. */
export interface Epoch {
  number: number;
  /** Seconds for which texts are looked back at. */
  window: number;
  /** Seconds after which nothing of it is looked at any more. */
  lifetime: number;
}

export function epochOf(now: Date, windowDays: number): Epoch {
  const window = windowDays * 86_400;
  return { number: Math.floor(now.getTime() / 1000 / window), window, lifetime: 2 * window };
}

/** 2^18: at a million full texts an epoch, a bucket holds some 90 keys and stays a compact list. */
const BUCKET_BITS = 18;

export const bucketOf = (key: number): number => key >>> (32 - BUCKET_BITS);

/** What tells a key from others in its bucket. */
export const fieldOf = (key: number): number => key & 0xffff;

/** Places of a block; as in lua-modules/text-index.lua. */
const UNIT_BYTES = 16;
const BLOCK_UNITS = 4_095;

/** Where a record begins. */
export interface Place {
  epoch: number;
  /** Units from the beginning of the epoch. */
  number: number;
}

export const blockOf = ({ number }: Place): number => Math.floor(number / BLOCK_UNITS);
export const offsetOf = ({ number }: Place): number => (number % BLOCK_UNITS) * UNIT_BYTES;
export const writePlace = ({ epoch, number }: Place): string => `${epoch}.${number}`;

/** @param text as in an entry's memory (`1470.38`), or as found in this epoch or the one before (`c38`, `p38`) */
export function readPlace(text: string, current: number): Place | null {
  const found = /^(?:(\d+)\.|([cp]))(\d+)$/.exec(text);
  if (!found) return null;
  const [, epoch, which, number] = found;
  return { epoch: epoch ? Number(epoch) : current - (which === "p" ? 1 : 0), number: Number(number) };
}
