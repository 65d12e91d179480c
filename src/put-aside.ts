import type { Arrival, Submission } from "./dedupe/index/submission.ts";
import type { PutAside } from "./disposition.ts";
import type { Item } from "./item.ts";

/** An arrival whose time has come. @param disposition where it was put aside */
export function arrivalOf(
  { at, submission, item }: PutAside,
  disposition: "release" | "complete",
): Arrival & { told: NonNullable<Arrival["told"]> } {
  const { identity, id, facts } = JSON.parse(submission) as Submission;
  if (!facts) throw new Error(`the item at ${at} lacks what it takes to be judged`);
  return {
    identity,
    itemId: id,
    disposition,
    told: { item: JSON.parse(item) as Item, facts },
    held: { at, bytes: Buffer.byteLength(item) },
  };
}
