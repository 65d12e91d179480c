import { type Judgement, judge } from "./judge.ts";
import { type Fingerprint, fingerprint, type Print, type Printable } from "./print.ts";
import { packRecord, type TextRecord, unpackRecord } from "./record.ts";

/**
 * One way to tell texts apart, whole: prints of two algorithms cannot be compared. An index holds records of several
 * for as long as its window, after an upgrade.
 */
export interface Algorithm {
  /** The first byte of its records, and a part of the names of its keys in Redis. */
  version: number;
  fingerprint: (item: Printable) => Fingerprint;
  judge: (later: Print, earlier: Print) => Judgement;
  pack: (record: TextRecord) => Buffer;
  unpack: (bytes: Buffer) => TextRecord;
}

/** To be given another version with every change after which prints, keys or records differ. */
export const ALGORITHM: Algorithm = {
  version: 1,
  fingerprint,
  judge,
  pack: packRecord,
  unpack: unpackRecord,
};
