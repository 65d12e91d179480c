/** Names of ISO 15924, in lower case. `kana` stands for Japanese, which mixes it with `hani`. */
export type Script =
  | "latn"
  | "grek"
  | "cyrl"
  | "armn"
  | "hebr"
  | "arab"
  | "deva"
  | "beng"
  | "guru"
  | "gujr"
  | "orya"
  | "taml"
  | "telu"
  | "knda"
  | "mlym"
  | "thai"
  | "laoo"
  | "geor"
  | "ethi"
  | "kana"
  | "hani"
  | "hang";

/** What the beginning of a text is written in. */
export interface Writing {
  /** The script of most letters; `null` without letters. */
  script: Script | null;
  /** Letters of that script. */
  letters: number;
  /** Their part of all letters: 0 to 1. */
  share: number;
  /** In lower case, in their order, without addresses, ids and code. */
  words: string[];
}

/** UTF-16 code units that are read: enough to be sure of any language. */
const MAX_SAMPLE = 400;
/** Chinese texts quote a Japanese name at times; Japanese ones are half kana. */
const KANA_SHARE = 0.2;

/** Last code point of a block (Unicode 16, Blocks.txt) and its script, in ascending order. */
const BLOCKS: readonly [last: number, script: Script | null][] = [
  [0xbf, null],
  [0x24f, "latn"],
  [0x36f, null],
  [0x3ff, "grek"],
  [0x52f, "cyrl"],
  [0x58f, "armn"],
  [0x5ff, "hebr"],
  [0x61f, null],
  [0x65f, "arab"],
  [0x66d, null],
  [0x6ef, "arab"],
  [0x6f9, null],
  [0x6ff, "arab"],
  [0x74f, null],
  [0x77f, "arab"],
  [0x8ff, null],
  [0x97f, "deva"],
  [0x9ff, "beng"],
  [0xa7f, "guru"],
  [0xaff, "gujr"],
  [0xb7f, "orya"],
  [0xbff, "taml"],
  [0xc7f, "telu"],
  [0xcff, "knda"],
  [0xd7f, "mlym"],
  [0xdff, null],
  [0xe7f, "thai"],
  [0xeff, "laoo"],
  [0x109f, null],
  [0x10ff, "geor"],
  [0x11ff, "hang"],
  [0x139f, "ethi"],
  [0x1dff, null],
  [0x1eff, "latn"],
  [0x1fff, "grek"],
  [0x303f, null],
  [0x30ff, "kana"],
  [0x33ff, null],
  [0x4dbf, "hani"],
  [0x4dff, null],
  [0x9fff, "hani"],
  [0xabff, null],
  [0xd7a3, "hang"],
  [0xf8ff, null],
  [0xfaff, "hani"],
  [0xfb4f, "hebr"],
  [0xfdff, "arab"],
  [0xfe6f, null],
  [0xfefc, "arab"],
];

const SCRIPTS: readonly (Script | null)[] = [null, ...new Set(BLOCKS.flatMap(([, script]) => script ?? []))];
const LATIN = SCRIPTS.indexOf("latn");
const SCRIPT_OF_UNIT: Uint8Array = tableOfUnits();

/** Reads a bounded beginning of the text. Ids, addresses and code are left out: they are the same in every language. */
export function readWriting(text: string): Writing {
  const beginning = text.slice(0, MAX_SAMPLE);
  // Most texts by far, and ten times as fast.
  if (ASCII.test(beginning)) return readAscii(beginning.toLowerCase());
  const sample = beginning.normalize("NFC").toLowerCase();
  const counts = new Uint32Array(SCRIPTS.length);
  const words: string[] = [];
  let checked = 0;
  for (let at = 0; at < sample.length; ) {
    if (at >= checked && sample.charCodeAt(at) < 0x80) {
      const start = at;
      checked = endOfToken(sample, start);
      if (isCode(sample, start, checked)) {
        at = Math.max(checked, start + 1);
        continue;
      }
    }
    const script = scriptAt(sample, at);
    const start = at++;
    if (script === 0) continue;
    while (scriptAt(sample, at) === script) at++;
    counts[script] = (counts[script] ?? 0) + at - start;
    words.push(sample.slice(start, at));
  }
  return { ...mostUsed(counts), words };
}

// oxlint-disable-next-line no-control-regex -- all of ASCII
const ASCII = /^[\u0000-\u007F]*$/;
/** The same as isCode looks for. */
const ASCII_CODE = /[\d@_\\/=<>{}$#]|[a-z]\.[a-z]/;

function readAscii(sample: string): Writing {
  const words: string[] = [];
  let letters = 0;
  for (const token of sample.split(/\s+/)) {
    if (ASCII_CODE.test(token)) continue;
    for (const word of token.match(/[a-z]+/g) ?? []) {
      letters += word.length;
      words.push(word);
    }
  }
  return letters === 0
    ? { script: null, letters, share: 0, words }
    : { script: "latn", letters, share: 1, words };
}

/** A run of printable ASCII. Chinese and Japanese put their words right behind an id. */
function endOfToken(sample: string, start: number): number {
  let end = start;
  for (let unit = sample.charCodeAt(end); unit > 0x20 && unit < 0x7f; unit = sample.charCodeAt(++end));
  return end;
}

function isCode(sample: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const unit = sample.charCodeAt(at);
    if (unit >= 0x30 && unit <= 0x39) return true;
    if (unit >= 0x61 && unit <= 0x7a) continue;
    if (CODE_SIGNS.has(unit)) return true;
    // A dot inside is a domain, a file or a method.
    if (unit === 0x2e && scriptAt(sample, at - 1) === LATIN && scriptAt(sample, at + 1) === LATIN)
      return true;
  }
  return false;
}

const CODE_SIGNS: ReadonlySet<number> = new Set(Array.from("@_\\/=<>{}$#", (sign) => sign.charCodeAt(0)));

const scriptAt = (sample: string, at: number): number => SCRIPT_OF_UNIT[sample.charCodeAt(at)] ?? 0;

function mostUsed(counts: Uint32Array): Omit<Writing, "words"> {
  const kana = SCRIPTS.indexOf("kana");
  const hani = SCRIPTS.indexOf("hani");
  const [kanas, hanis] = [counts[kana] ?? 0, counts[hani] ?? 0];
  const isJapanese = kanas > (kanas + hanis) * KANA_SHARE;
  counts[kana] = isJapanese ? kanas + hanis : 0;
  counts[hani] = isJapanese ? 0 : kanas + hanis;
  let [all, most] = [0, 0];
  for (let script = 0; script < counts.length; script++) {
    all += counts[script] ?? 0;
    if ((counts[script] ?? 0) > (counts[most] ?? 0)) most = script;
  }
  const letters = counts[most] ?? 0;
  if (letters === 0) return { script: null, letters, share: 0 };
  return { script: SCRIPTS[most] ?? null, letters, share: letters / all };
}

function tableOfUnits(): Uint8Array {
  const table = new Uint8Array(0x1_0000);
  let first = 0x80;
  for (const [last, script] of BLOCKS) {
    table.fill(SCRIPTS.indexOf(script), first, last + 1);
    first = last + 1;
  }
  return table.fill(LATIN, 0x61, 0x7b);
}
