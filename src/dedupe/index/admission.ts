import { setTimeout as sleep } from "node:timers/promises";
import type { Redis } from "ioredis";
import type { Verdict } from "../../item.ts";
import type { IndexKeys } from "../../redis/keys.ts";
import { decide } from "../stories/decide.ts";
import { isBetterOrigin } from "../stories/origin.ts";
import type { Algorithm } from "../text/algorithm.ts";
import type { TextRecord } from "../text/record.ts";
import { callAdmit } from "./admission-call.ts";
import { type Answer, readAnswer } from "./answer.ts";
import { type Candidate, createCandidate, findMates, rivalOf } from "./candidate.ts";
import { blockOf, type Epoch, epochOf } from "./epoch.ts";
import { countLines, learnLines } from "./outlet-lines.ts";
import type { Arrival } from "./submission.ts";
import { callOf, matchedBy, unjudgedCall, verdictOf } from "./telling.ts";
import { readTexts } from "./text-records.ts";

/** Rounds in each of which something newer came between. */
const MOST_ROUNDS = 100;
/** Rounds after which a pause, longer each time, lets other processes come to their end. */
const PATIENT_ROUNDS = 10;

/** What admitting takes, whatever arrives. */
export interface Admission {
  redis: Redis;
  keys: IndexKeys;
  /** Days for which texts are compared with those that arrive. */
  windowDays: number;
  /** The one that records are written by, then those whose records are read as well. */
  algorithms: readonly [Algorithm, ...Algorithm[]];
}

/** What the items of a batch have in common. */
export interface Batch {
  feedId: string;
  /** When the feed's previous document was read; `null` at the first. */
  previous: string | null;
  now: Date;
}

/** An arrival on its way; without a candidate where it is not to be told. */
interface Pending {
  arrival: Arrival;
  candidate: Candidate | null;
}

interface Question {
  candidate: Candidate;
  answer: Extract<Answer, { kind: "judge" }>;
}

/**
 * Judges a batch of arriving items and writes what comes of them. They are submitted as what they seem to be; what the
 * script finds similar texts of is judged here and submitted again, together with the place up to which texts were
 * judged. Should another one have come between, there is another round.
 *
 * @throws Error when others keep writing similar texts; nothing is lost if the poll is repeated
 */
export async function admitBatch(
  arrivals: readonly Arrival[],
  batch: Batch,
  admission: Admission,
): Promise<ReadonlyMap<Arrival, Verdict>> {
  const { redis, keys } = admission;
  const epoch = epochOf(batch.now, admission.windowDays);
  const verdicts = new Map<Arrival, Verdict>();
  const told: Candidate[] = [];
  let pending = await prepare(arrivals, batch.now, epoch, admission);
  let block = 0;
  for (let round = 0; pending.length > 0; round++) {
    if (round === MOST_ROUNDS)
      throw new Error(`feed ${batch.feedId}: ${pending.length} items met newer ones ${round} times in a row`);
    followOrigins(pending);
    const calls = pending.map(({ arrival, candidate }) =>
      candidate ? callOf(candidate, pending) : unjudgedCall(arrival),
    );
    const answers = await callAdmit(redis, keys, calls, { ...batch, epoch, block });
    const questions: Question[] = [];
    for (const [at, { arrival, candidate }] of pending.entries()) {
      const answer = readAnswer(answers[at] ?? "", epoch.number);
      if (answer.kind !== "judge") {
        verdicts.set(arrival, verdictOf(answer, arrival, candidate));
        if (candidate) settle(candidate, answer, pending);
        if (candidate && answer.kind === "told") told.push(candidate);
      } else if (candidate) {
        block = Math.max(block, blockOf({ epoch: epoch.number, number: answer.from[0] }));
        questions.push({ candidate, answer });
      }
    }
    if (questions.length > 0 && round >= PATIENT_ROUNDS) await sleep(Math.random() * round);
    await judgeAgain(questions, epoch, admission);
    pending = questions.map(({ candidate }) => ({ arrival: candidate.arrival, candidate }));
  }
  await learn(told, epoch, admission);
  return verdicts;
}

async function prepare(
  arrivals: readonly Arrival[],
  now: Date,
  epoch: Epoch,
  { redis, keys, algorithms }: Admission,
): Promise<Pending[]> {
  const texts = arrivals.flatMap((arrival) => {
    const told = toldNow(arrival);
    return told?.item.text ? [{ outlet: told.facts.outlet, text: told.item.text }] : [];
  });
  const lines = await countLines(redis, keys, epoch, texts);
  const pending = arrivals.map((arrival): Pending => {
    const told = toldNow(arrival);
    return { arrival, candidate: told && createCandidate(arrival, told, algorithms, lines, now) };
  });
  const candidates = pending.flatMap(({ candidate }) => candidate ?? []);
  findMates(candidates, algorithms[0]);
  for (const candidate of candidates) decideOn(candidate);
  return pending;
}

/** What is put aside or only to be known is not judged by its text. */
const toldNow = ({ disposition, told }: Arrival): Arrival["told"] =>
  disposition === "emit" || disposition === "release" || disposition === "complete" ? told : null;

function decideOn(candidate: Candidate): void {
  const { record, prints, content, rivals, standing } = candidate;
  candidate.decision = decide({ id: record.id, prints, content }, rivals, standing?.known ?? null);
  record.story = candidate.decision.story;
}

/** An item that was told is found in the index from now on; one that was not is nothing that another could be like. */
function settle(candidate: Candidate, answer: Answer, pending: readonly Pending[]): void {
  for (const { candidate: other } of pending) {
    const rival = other?.rivals.find(({ mate }) => mate === candidate);
    if (!other || !rival) continue;
    if (answer.kind === "told") Object.assign(rival, { mate: null, place: answer.place });
    else other.rivals = other.rivals.filter((own) => own !== rival);
  }
}

async function judgeAgain(questions: readonly Question[], epoch: Epoch, admission: Admission): Promise<void> {
  const { redis, keys, algorithms } = admission;
  const places = questions.flatMap(({ answer }) => [
    ...answer.found,
    ...(answer.knownAs?.place ? [answer.knownAs.place] : []),
  ]);
  const texts = await readTexts(redis, keys, places, algorithms);
  for (const { candidate, answer } of questions) {
    const { found, from, standing, knownAs } = answer;
    for (const place of found) {
      const text = texts.get(place);
      const isInWindow = text && candidate.record.firstSeen - text.record.firstSeen <= epoch.window;
      if (isInWindow) candidate.rivals.push(rivalOf(candidate, text.record, text.algorithm, place));
    }
    candidate.from = from;
    candidate.origin = null;
    candidate.standing = knownAs && {
      text: standing,
      knownAs,
      known: {
        itemId: knownAs.itemId,
        matchedBy: matchedBy(knownAs.by, candidate.arrival.identity),
        record: texts.get(knownAs.place ?? "")?.record ?? null,
        content: knownAs.content,
      },
    };
    decideOn(candidate);
  }
  await findOrigins(questions, admission);
}

/** Reads what is taken for the origin of each story that is to be joined. */
async function findOrigins(
  questions: readonly Question[],
  { redis, keys, algorithms }: Admission,
): Promise<void> {
  const joining = questions.filter(({ candidate }) => candidate.decision.rival !== null);
  if (joining.length === 0) return;
  const pipeline = redis.pipeline();
  for (const { candidate } of joining) pipeline.hget(keys.story(candidate.decision.story), "origin");
  const places = ((await pipeline.exec()) ?? []).map(([error, place]) => {
    if (error) throw error;
    return place as string | null;
  });
  const origins = await readTexts(
    redis,
    keys,
    places.flatMap((place) => place ?? []),
    algorithms,
  );
  for (const [at, { candidate }] of joining.entries()) {
    const place = places[at];
    candidate.origin = (place ? origins.get(place)?.record : null) ?? candidate.decision.earlier;
  }
}

/** Of the items of a batch that join one story, each is compared with what the one before it leaves as the origin. */
function followOrigins(pending: readonly Pending[]): void {
  const origins = new Map<string, TextRecord>();
  for (const { candidate } of pending) {
    if (!candidate) continue;
    const { record, decision } = candidate;
    const { event, story, rival } = decision;
    if (event === "new") origins.set(story, record);
    if (!rival) continue;
    const origin = origins.get(story) ?? candidate.origin;
    candidate.origin = origin;
    if (origin) origins.set(story, isBetterOrigin(record, origin) ? record : origin);
  }
}

/** What stands at the ends of different texts of an outlet is furniture; what is in copies of one text is not. */
async function learn(
  candidates: readonly Candidate[],
  epoch: Epoch,
  { redis, keys }: Admission,
): Promise<void> {
  const texts = candidates.flatMap(({ arrival: { told }, standing, decision }) => {
    const isCopy = standing !== null || decision.rival?.judgement.isKin;
    return told?.item.text && !isCopy ? [{ outlet: told.facts.outlet, text: told.item.text }] : [];
  });
  await learnLines(redis, keys, epoch, texts);
}
