import type { Redis } from "ioredis";
import { callAdmit } from "../../src/dedupe/index/admission-call.ts";
import { type Candidate, createCandidate } from "../../src/dedupe/index/candidate.ts";
import { epochOf } from "../../src/dedupe/index/epoch.ts";
import { callOf } from "../../src/dedupe/index/telling.ts";
import { ALGORITHM } from "../../src/dedupe/text/algorithm.ts";
import { withoutFurniture } from "../../src/dedupe/text/furniture.ts";
import { indexKeys } from "../../src/redis/keys.ts";
import type { Arriving } from "./arriving.ts";
import { fullTexts, under, withTinyJson } from "./full-texts.ts";
import { WINDOW_DAYS } from "./method.ts";

/** What it takes to decide on a full text, without Redis and without its client. Microseconds of CPU. */
export interface OwnCost {
  part: string;
  microseconds: number;
}

const ROUNDS = 7;
const BATCH = 30;
const KEYS = indexKeys("{bench}");
/** Takes what would be sent, and is done. */
const NOBODY = { evalsha: () => Promise.resolve([]) } as unknown as Redis;

/** Each part over all full texts, several times; the least, since a busy machine only adds. */
export async function measureOwnCost(): Promise<{ texts: number; characters: number; parts: OwnCost[] }> {
  const items = fullTexts().map((text, at) =>
    withTinyJson(under(text, at, text.item.title ?? "", text.item.text ?? "")),
  );
  const candidates = items.map(candidateOf);
  const records = candidates.map(({ record }) => ALGORITHM.pack(record));
  const parts: Record<string, () => unknown> = {
    "lines that may be furniture": () => items.map(({ item }) => withoutFurniture(item.text ?? "", () => 0)),
    "fingerprint, with the title's": () => items.map(candidateOf),
    "record as bytes": () => candidates.map(({ record }) => ALGORITHM.pack(record)),
    "record of one candidate from bytes": () => records.map((bytes) => ALGORITHM.unpack(bytes)),
    "judging one candidate": () => candidates.map((own, at) => judgeNext(own, candidates[at + 1])),
    "the call, without the record": () => callInBatches(candidates),
  };
  const costs: OwnCost[] = [];
  for (const [part, work] of Object.entries(parts)) {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const before = process.cpuUsage();
      await work();
      const { user, system } = process.cpuUsage(before);
      times.push((user + system) / items.length);
    }
    costs.push({ part, microseconds: Math.min(...times) });
  }
  const characters = items.reduce((sum, { item }) => sum + (item.text?.length ?? 0), 0) / items.length;
  return { texts: items.length, characters, parts: withoutOverlap(costs) };
}

const candidateOf = ({ arrival, item, facts, now }: Arriving): Candidate =>
  createCandidate(arrival, { item, facts }, [ALGORITHM], () => 0, now);

const judgeNext = ({ record }: Candidate, next: Candidate | undefined): unknown =>
  next && ALGORITHM.judge(next.record.print, record.print);

async function callInBatches(candidates: readonly Candidate[]): Promise<void> {
  for (let start = 0; start < candidates.length; start += BATCH) {
    const batch = candidates.slice(start, start + BATCH);
    const now = new Date((batch[0]?.record.firstSeen ?? 0) * 1000);
    const calls = batch.map((candidate) => callOf(candidate, []));
    const epoch = epochOf(now, WINDOW_DAYS);
    await callAdmit(NOBODY, KEYS, calls, { feedId: "f", previous: null, now, epoch, block: 0 });
  }
}

/** A part that contains another one is given without it. */
function withoutOverlap(costs: readonly OwnCost[]): OwnCost[] {
  const [lines, print, pack, unpack, judging, call] = costs.map(({ microseconds }) => microseconds);
  const own = [lines, (print ?? 0) - (lines ?? 0), pack, unpack, judging, (call ?? 0) - (pack ?? 0)];
  return costs.map(({ part }, at) => ({ part, microseconds: own[at] ?? 0 }));
}
