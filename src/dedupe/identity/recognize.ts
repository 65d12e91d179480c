import type { Feed, IdentityDecision } from "../../model.ts";
import type { Features } from "./features.ts";
import { areAllGuidsNew, areGuidsUnstable, decidePolicy, withoutGuids } from "./identity-policy.ts";
import { identify, type Identity } from "./identity.ts";
import type { ItemIndex, Standing } from "../item-index.ts";
import { carryOver, tracesOf } from "./trace.ts";

/** A feed with more fields than this brings so much that is new that a document of new guids is no sign. */
const SEARCHED = 20_000;

export interface Recognition {
  /** To be remembered with the poll. */
  decision: IdentityDecision;
  identities: Identity[];
  /** What the index knows of each. */
  standings: Standing[];
}

/**
 * Identities of a document's entries under the feed's policy. Where the policy changes, the entries that are known are
 * first stored under their new keys, with their old items: a change of policy repeats nothing that is in the feed. The
 * decision is not stored here. After a crash, the same document leads to the same decision and finds the work done.
 *
 * @param before the policy in force; `null` before the first document
 */
export async function recognize(
  feed: Pick<Feed, "id" | "identity">,
  features: readonly Features[],
  before: IdentityDecision | null,
  index: ItemIndex,
  now: Date,
): Promise<Recognition> {
  const inForce = before?.policy ?? "guid";
  const change = async (decision: IdentityDecision): Promise<Recognition> => {
    const old = identify(feed.id, inForce, features);
    const identities = identify(feed.id, decision.policy, features);
    const traces = await index.traces(feed.id, tracesOf([...old, ...identities]));
    await index.adopt(feed.id, carryOver(old, identities, traces), now);
    return { decision, identities, standings: await index.standings(feed.id, identities) };
  };

  const decision = decidePolicy(feed.identity, before, features, now);
  if (decision.policy !== inForce) return change(decision);
  const identities = identify(feed.id, decision.policy, features);
  const standings = await index.standings(feed.id, identities);
  const isFree = feed.identity === null && decision.policy === "guid";
  if (isFree && areAllGuidsNew(features, standings) && (await isSearchable(feed.id, index))) {
    const traces = await index.traces(feed.id, tracesOf(identities));
    if (areGuidsUnstable(features, identities, traces)) return change(withoutGuids(decision, features, now));
  }
  return { decision, identities, standings };
}

/**
 * Identities of the entries of a part of a document, under the policy in force: a part is no evidence against it.
 *
 * @param before the policy in force; `null` before the first document
 */
export async function recognizeUnchanged(
  feedId: string,
  features: readonly Features[],
  before: IdentityDecision | null,
  index: ItemIndex,
): Promise<Pick<Recognition, "identities" | "standings">> {
  const identities = identify(feedId, before?.policy ?? "guid", features);
  return { identities, standings: await index.standings(feedId, identities) };
}

async function isSearchable(feedId: string, index: ItemIndex): Promise<boolean> {
  const size = await index.size(feedId);
  return size > 0 && size <= SEARCHED;
}
