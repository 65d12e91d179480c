import type { IdentityDecision, IdentityPolicy } from "../../model.ts";
import type { Features } from "./features.ts";
import { ID_VERSION, type Identity } from "./identity.ts";
import type { Standing } from "../item-index.ts";
import { isHeldOnce, itemsByExact, type Trace } from "./trace.ts";

/** In fewer entries, an accident cannot be told from a habit; entries of such documents are judged one by one. */
const LEAST_ENTRIES = 4;
/** One entry without a guid, or one guid given twice, is an accident. */
const LEAST_FLAWS = 2;
/** Share of flawed entries that is borne: what FreshRSS found to be right. */
const BORNE = 0.05;
/** So many guids that are all new, of entries that are known by address and title, are no coincidence. */
const LEAST_CHANGED = 3;

type Reason = IdentityDecision["reason"];

/**
 * The policy for a document: the operator's word, or what is in force made worse by what the document shows. Nothing
 * makes it better again: a publisher that mends its guids would have everything told twice, and twice more when they
 * break again.
 *
 * @param before what is in force; `null` before the first document
 */
export function decidePolicy(
  operator: IdentityPolicy | null,
  before: IdentityDecision | null,
  features: readonly Features[],
  now: Date,
): IdentityDecision {
  if (operator !== null) return follow(before, operator, "operator", now);
  // Without the operator's word, the evidence begins anew.
  const [policy, reason]: [IdentityPolicy, Reason] =
    before === null || before.reason === "operator" ? ["guid", "default"] : [before.policy, before.reason];
  if (policy === "guid") {
    const flaw = flawOfGuids(features);
    if (flaw) return follow(before, policyWithoutGuids(features), flaw, now);
  }
  if (policy === "address" && areAddressesShared(features))
    return follow(before, "words", "addresses-shared", now);
  return follow(before, policy, reason, now);
}

/** The policy for a feed whose guids change from poll to poll. */
export function withoutGuids(
  before: IdentityDecision,
  features: readonly Features[],
  now: Date,
): IdentityDecision {
  return follow(before, policyWithoutGuids(features), "guids-unstable", now);
}

function follow(
  before: IdentityDecision | null,
  policy: IdentityPolicy,
  reason: Reason,
  now: Date,
): IdentityDecision {
  const since = before?.policy === policy ? before.since : now.toISOString();
  return { policy, version: ID_VERSION, reason, since };
}

function flawOfGuids(features: readonly Features[]): Reason | null {
  const guids = features.map(({ guid }) => guid);
  const missing = guids.filter((guid) => guid === null).length;
  const surplus = countSurplus(guids, features);
  if (!isHabit(missing + surplus, features.length)) return null;
  return missing >= surplus ? "guids-missing" : "guids-shared";
}

function policyWithoutGuids(features: readonly Features[]): IdentityPolicy {
  const present = features.filter(({ address }) => address !== null).length;
  return present * 2 >= features.length && !areAddressesShared(features) ? "address" : "words";
}

const areAddressesShared = (features: readonly Features[]): boolean =>
  isHabit(
    countSurplus(
      features.map(({ address }) => address),
      features,
    ),
    features.length,
  );

const isHabit = (flaws: number, entries: number): boolean =>
  entries >= LEAST_ENTRIES && flaws >= LEAST_FLAWS && flaws > entries * BORNE;

/** How many entries came by a value that another entry had before. Two versions of one article are one entry. */
function countSurplus(values: readonly (string | null)[], features: readonly Features[]): number {
  const holders = new Map<string, Map<string, string>>();
  for (const [at, { whole, heading }] of features.entries()) {
    const value = values[at];
    if (value) holders.set(value, (holders.get(value) ?? new Map<string, string>()).set(whole, heading));
  }
  const counts = [...holders.values()].map((versions) => {
    const isOneArticle = versions.size === 2 && new Set(versions.values()).size === 1;
    return isOneArticle ? 0 : versions.size - 1;
  });
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Whether all guids of a document are new: reason enough to look whether its entries are. */
export function areAllGuidsNew(features: readonly Features[], standings: readonly Standing[]): boolean {
  const own = standings.filter((_, at) => features[at]?.guid);
  return (
    own.length >= LEAST_CHANGED && !own.some((standing) => standing === "known" || standing === "changed")
  );
}

/**
 * Whether guids that the index does not know belong to entries that it knows: at least half of those with a guid, and
 * each by an address and title that nothing else in the document or in the feed's past has.
 *
 * @param traces what the index holds of these identities, none of them by its key
 */
export function areGuidsUnstable(
  features: readonly Features[],
  identities: readonly Identity[],
  traces: readonly Trace[],
): boolean {
  const fields = new Set(traces.map(({ field }) => field));
  const known = itemsByExact(traces);
  const isAlone = isHeldOnce(identities);
  const own = identities.filter((_, at) => features[at]?.guid);
  const changed = own.filter(
    ({ alias, exact }) => !(alias && fields.has(alias)) && isAlone(exact) && known.get(exact)?.size === 1,
  );
  return changed.length * 2 >= own.length;
}
