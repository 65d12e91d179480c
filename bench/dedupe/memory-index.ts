import { type Candidate, createCandidate, rivalOf } from "../../src/dedupe/index/candidate.ts";
import { decide } from "../../src/dedupe/stories/decide.ts";
import { ALGORITHM, type Algorithm } from "../../src/dedupe/text/algorithm.ts";
import { createMemoryLines } from "./memory-lines.ts";
import { KEY_BYTES, type Method, WINDOW_DAYS } from "./method.ts";

/** As in dedupe/index/admission-call.ts. */
const MOST_FOUND = 8;
const MOST_POSTINGS = 4;
const WINDOW = WINDOW_DAYS * 86_400;

/**
 * The index without Redis: the product's prints, judge and decision, about the candidates that the script in Redis would
 * find. It knows no identities and no epochs.
 */
export function createMemoryIndex(algorithm: Algorithm = ALGORITHM): Method {
  /** By number of the item; `null`: not told, so nothing is compared with it. */
  const told: (Candidate | null)[] = [];
  const postings = new Map<number, number[]>();
  const lines = createMemoryLines();
  let bytes = 0;

  function find({ keys: { keys, titleKey }, isFew }: Candidate): number[] {
    const hits = new Map<number, number>();
    for (const key of keys) {
      for (const at of postings.get(key) ?? [])
        hits.set(at, (hits.get(at) ?? 0) + (key === titleKey ? 2 : 1));
    }
    return [...hits]
      .filter(([at, count]) => isFew || count > 1 || told[at]?.isFew)
      .toSorted(([a, hitsOfA], [b, hitsOfB]) => hitsOfB - hitsOfA || b - a)
      .slice(0, MOST_FOUND)
      .map(([at]) => at);
  }

  function write(candidate: Candidate, at: number): void {
    const { record, keys, decision } = candidate;
    told[at] = candidate;
    for (const key of keys.keys) {
      const posting = postings.get(key);
      if (!posting) postings.set(key, [at]);
      else if (decision.event !== "reprint" && posting.push(at) > MOST_POSTINGS) posting.shift();
    }
    bytes += algorithm.pack(record).length + keys.keys.length * KEY_BYTES;
  }

  return {
    name: "wirefold",
    bytes: () => bytes,
    admit({ item, facts, arrival, now }) {
      const candidate = createCandidate(arrival, { item, facts }, [algorithm], lines.count, now);
      const { record, prints } = candidate;
      for (const at of find(candidate)) {
        const earlier = told[at]?.record;
        if (!earlier || record.firstSeen - earlier.firstSeen > WINDOW) continue;
        candidate.rivals.push(rivalOf(candidate, earlier, algorithm, String(at)));
      }
      candidate.decision = decide(
        { id: record.id, prints, content: candidate.content },
        candidate.rivals,
        null,
      );
      record.story = candidate.decision.story;
      const at = told.push(null) - 1;
      if (candidate.decision.event !== "duplicate") write(candidate, at);
      const { rival } = candidate.decision;
      if (item.text && !rival?.judgement.isKin) lines.learn(facts.outlet, item.text);
      return rival ? Number(rival.place) : null;
    },
  };
}
