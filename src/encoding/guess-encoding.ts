import { analyse } from "chardet";
import { isKnownLabel } from "./labels.ts";

/** Bytes looked at: enough for the frequency of letters. */
const SAMPLE = 65_536;
/** Fewer bytes beyond ASCII than these have no frequency. */
const LEAST = 8;
/** Of 100. Below it, one guess is as good as another, and windows-1252 is the most usual. */
const SURE = 20;

/**
 * The most likely encoding of bytes that are not UTF-8 and have no label, by the frequency of letters and of pairs of
 * bytes; `null` where nothing is likely.
 */
export function guessEncoding(body: Buffer): string | null {
  // Markup is English whatever the text is in.
  const text = body
    .subarray(0, SAMPLE)
    .toString("latin1")
    .replace(/<[^<>]{0,2000}>/g, " ");
  const foreign = text.match(/[\u0080-\u00FF]/g)?.length ?? 0;
  if (foreign < LEAST) return null;
  const [best] = analyse(Buffer.from(text, "latin1"));
  return best && best.confidence >= SURE && !/^utf/i.test(best.name) && isKnownLabel(best.name)
    ? best.name
    : null;
}
