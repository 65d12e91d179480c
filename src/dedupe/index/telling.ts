import { itemEvent } from "../../item-event.ts";
import type { MatchedBy, Relation, Verdict } from "../../item.ts";
import type { Identity } from "../identity/identity.ts";
import { isBetterOrigin } from "../stories/origin.ts";
import { differenceOf } from "../text/difference.ts";
import type { Call } from "./admission-call.ts";
import type { Answer, KnownAs } from "./answer.ts";
import type { Candidate } from "./candidate.ts";
import type { Arrival, Submission } from "./submission.ts";

/** The call for an item that is put aside, or only to be known. */
export function unjudgedCall(arrival: Arrival): Call {
  const json = arrival.told && arrival.disposition !== "know" ? JSON.stringify(arrival.told.item) : "";
  return { submission: submissionOf(arrival), json, text: null };
}

/** The call for an item as it is judged now. @param batch the items of the same call, in its order */
export function callOf(candidate: Candidate, batch: readonly { candidate: Candidate | null }[]): Call {
  const { arrival, decision, standing, item, keys, older, isFew, from, prints, record } = candidate;
  const { event, itemId, story, rival } = decision;
  const relation = relationOf(candidate);
  const telling = { itemId, story, relation, content: prints.get(record.version)?.content ?? "" };
  const told = event === "duplicate" ? null : itemEvent(item, { event, ...telling });
  return {
    submission: {
      ...submissionOf(arrival),
      isFew,
      from,
      standing: standing?.text ?? "",
      leansOn: rival?.mate ? batch.findIndex((other) => other.candidate === rival.mate) + 1 : 0,
      told: {
        event,
        eventId: told?.id ?? "",
        itemId,
        story,
        content: candidate.content,
        first: rival?.place ?? standing?.knownAs.place ?? "",
        isOrigin: relation?.isOrigin ?? false,
      },
    },
    json: told ? JSON.stringify(told.item) : "",
    text: { record: candidate.pack({ ...record, id: itemId, story }), keys, older },
  };
}

function submissionOf({ identity, itemId, disposition, told, held }: Arrival): Submission {
  return {
    identity,
    id: itemId,
    disposition,
    facts: told?.facts ?? null,
    heldAt: held?.at ?? "",
    heldBytes: held?.bytes ?? 0,
    isFew: false,
    from: [0, 0],
    standing: "",
    leansOn: 0,
    told: null,
  };
}

function relationOf({ decision, record, prints, origin }: Candidate): Relation | null {
  const { event, of, earlier, matchedBy, score } = decision;
  if (of === null || event === "new" || event === "duplicate") return null;
  const print = earlier && prints.get(earlier.version);
  return {
    kind: event,
    of,
    matchedBy,
    score: Math.round(score * 100) / 100,
    isOrigin: origin !== null && isBetterOrigin(record, origin),
    differs: print
      ? {
          ...differenceOf(print, earlier.print),
          date: record.isDated && earlier.isDated && print.time !== earlier.print.time,
        }
      : null,
  };
}

/** What came of an item. @param candidate `null` for one that was not judged */
export function verdictOf(
  answer: Exclude<Answer, { kind: "judge" }>,
  { identity }: Arrival,
  candidate: Candidate | null,
): Verdict {
  switch (answer.kind) {
    case "held":
    case "waiting":
    case "overflow":
    case "known":
      return { kind: answer.kind };
    case "gone":
      return { kind: "known" };
    case "again": {
      const { by, itemId } = answer;
      return {
        kind: "duplicate",
        of: itemId,
        matchedBy: matchedBy(by, identity),
        score: 1,
        isOwn: by === "key",
      };
    }
    case "told":
    case "duplicate":
  }
  if (!candidate) throw new Error(`the index answers ${answer.kind} of an item that is not to be told`);
  const { event, story, of } = candidate.decision;
  const relation = relationOf(candidate);
  if (relation) return { kind: relation.kind, story, relation };
  if (event === "new") return { kind: "new", story };
  const { matchedBy: by, score } = candidate.decision;
  const isOwn = candidate.standing?.knownAs.by === "key";
  return { kind: "duplicate", of: of ?? "", matchedBy: by, score, isOwn };
}

/** The key of an entry is whatever its feed's policy says. */
export const matchedBy = (by: KnownAs["by"], { keyFrom }: Identity): MatchedBy =>
  by === "key" ? keyFrom : by;
