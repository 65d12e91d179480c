import { keptTitle, type Print, printOfTitle } from "./print.ts";
import { BINS } from "./sketch.ts";

/** What is kept of an item for comparing later ones with it, and for showing who carried a story. */
export interface TextRecord {
  /** Of the algorithm that made the print. */
  version: number;
  print: Print;
  id: string;
  /** Id of the item that began the story. */
  story: string;
  url: string | null;
  title: string;
  /** Seconds since 1970. */
  firstSeen: number;
  /** Whether the print's time is what the publisher said. */
  isDated: boolean;
  /** Hash of the outlet that the item names as its source; 0: none. */
  credit: number;
}

/** No record is longer. */
export const RECORD_BYTES = 1_040;
const HEAD = 30;
const LONGEST_ADDRESS = 256;
const [IS_WHOLE, HAS_SKETCH, IS_DATED] = [1, 2, 4];

/**
 * A record as bytes, numbers little-endian: version, flags, number of ids, number of words (1 byte each), shingles (2), time, time
 * of first sight, outlet, credit (4 each), content (8); ids (4 each), words of the lead (2 each), the sketch (two bins a
 * byte); then item id, story (empty where the item began it), address and title, each after its length (2).
 */
export function packRecord({ print, ...card }: TextRecord): Buffer {
  const { ids, lead, sketch } = print;
  const address = Buffer.byteLength(card.url ?? "") > LONGEST_ADDRESS ? "" : (card.url ?? "");
  const texts = [card.id, card.story === card.id ? "" : card.story, address, keptTitle(card.title)].map(
    (text) => Buffer.from(text),
  );
  const textBytes = texts.reduce((sum, { length }) => sum + 2 + length, 0);
  const record = Buffer.alloc(HEAD + ids.length * 4 + lead.length * 2 + sketch.length / 2 + textBytes);
  record[0] = card.version;
  record[1] =
    (print.isWhole ? IS_WHOLE : 0) | (sketch.length > 0 ? HAS_SKETCH : 0) | (card.isDated ? IS_DATED : 0);
  record[2] = ids.length;
  record[3] = lead.length;
  record.writeUInt16LE(print.shingles, 4);
  record.writeUInt32LE(secondsIn(print.time), 6);
  record.writeUInt32LE(secondsIn(card.firstSeen), 10);
  record.writeUInt32LE(print.outlet, 14);
  record.writeUInt32LE(card.credit, 18);
  record.write(print.content, 22, "hex");
  let at = HEAD;
  for (const id of ids) at = record.writeUInt32LE(id, at);
  for (const code of lead) at = record.writeUInt16LE(code, at);
  for (let bin = 0; bin < sketch.length; bin += 2)
    record[at++] = (sketch[bin] ?? 0) | ((sketch[bin + 1] ?? 0) << 4);
  for (const text of texts) at = record.writeUInt16LE(text.length, at) + text.copy(record, at + 2);
  return record;
}

/** @param bytes begin with the record; there may be more */
export function unpackRecord(bytes: Buffer): TextRecord {
  const flags = bytes.readUInt8(1);
  let at = HEAD;
  const ids = Array.from({ length: bytes.readUInt8(2) }, () => bytes.readUInt32LE((at += 4) - 4));
  const lead = new Uint16Array(bytes.readUInt8(3));
  for (let word = 0; word < lead.length; word++, at += 2) lead[word] = bytes.readUInt16LE(at);
  const sketch = new Uint8Array(flags & HAS_SKETCH ? BINS : 0);
  for (let bin = 0; bin < sketch.length; bin += 2) {
    const two = bytes.readUInt8(at++);
    sketch[bin] = two & 15;
    sketch[bin + 1] = two >> 4;
  }
  const [id = "", story = "", url = "", title = ""] = Array.from({ length: 4 }, () => {
    const start = at + 2;
    at = start + bytes.readUInt16LE(at);
    return bytes.toString("utf8", start, at);
  });
  const print: Print = {
    ...printOfTitle(title),
    time: bytes.readUInt32LE(6),
    outlet: bytes.readUInt32LE(14),
    ids,
    lead,
    isWhole: (flags & IS_WHOLE) !== 0,
    shingles: bytes.readUInt16LE(4),
    sketch,
    content: bytes.toString("hex", 22, HEAD),
  };
  return {
    version: bytes.readUInt8(0),
    print,
    id,
    story: story || id,
    url: url || null,
    title,
    firstSeen: bytes.readUInt32LE(10),
    isDated: (flags & IS_DATED) !== 0,
    credit: bytes.readUInt32LE(18),
  };
}

/** Dates before 1970 and after 2106 do not fit into four bytes; nothing is compared with them. */
const secondsIn = (time: number): number => Math.min(Math.max(Math.trunc(time), 0), 0xffffffff);
