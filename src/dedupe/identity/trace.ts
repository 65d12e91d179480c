import type { Identity } from "./identity.ts";

/** What the index holds under one field of a feed. */
export interface Trace {
  field: string;
  /** `*` under a key that proves nothing; with `-` before it when the item was never emitted. */
  itemId: string;
  exact: string;
  /** What else is stored: wording, place and content. */
  rest: string;
}

/** The fields and exact fields by which entries could have been stored. */
export function tracesOf(identities: readonly Identity[]): ReadonlySet<string> {
  return new Set(identities.flatMap(({ key, exact, alias }) => [key, exact, ...(alias ? [alias] : [])]));
}

/**
 * What the index must hold so that entries that it knows under their old identities are known under the new ones.
 * What cannot be told for certain is left out. Repeating it after it was stored gives the same.
 *
 * @param before identities of a document's entries under the policy that was in force
 * @param after identities of the same entries, in the same order, under the new one
 * @param traces what the index holds of both
 */
export function carryOver(
  before: readonly Identity[],
  after: readonly Identity[],
  traces: readonly Trace[],
): Trace[] {
  const byField = new Map(traces.map((trace) => [trace.field, trace]));
  const byExact = itemsByExact(traces);
  const isAlone = isHeldOnce(before);
  const found = ({ key, keyShared, exact, alias }: Identity): Pick<Trace, "itemId" | "rest"> | undefined => {
    const trace = byField.get(key);
    // Under a shared key stands one entry of several: whichever has these words.
    if (trace && trace.itemId !== "*" && (!keyShared || trace.exact === exact)) return trace;
    const [itemId, ...others] = byExact.get(exact) ?? [];
    return (
      byField.get(exact) ??
      (alias ? byField.get(alias) : undefined) ??
      (itemId && others.length === 0 && isAlone(exact) ? { itemId, rest: "- - -" } : undefined)
    );
  };
  return after.flatMap(({ key, keyShared, exact }, at) => {
    const old = before[at];
    const known = old && found(old);
    if (known === undefined) return [];
    const isShared = keyShared || byField.get(key)?.itemId === "*";
    return [{ field: isShared ? exact : key, itemId: known.itemId, exact, rest: known.rest }];
  });
}

/** The items that were ever stored with an exact field. One that was emitted later may have its mark in some fields yet. */
export function itemsByExact(traces: readonly Trace[]): ReadonlyMap<string, ReadonlySet<string>> {
  const items = new Map<string, Set<string>>();
  const told = new Set(traces.map(({ itemId }) => itemId));
  for (const { itemId, exact } of traces) {
    if (itemId === "*") continue;
    const bare = itemId.replace(/^-/, "");
    items.set(exact, (items.get(exact) ?? new Set<string>()).add(told.has(bare) ? bare : itemId));
  }
  return items;
}

/** Finds the exact fields that one entry of the document has alone. */
export function isHeldOnce(identities: readonly Identity[]): (exact: string) => boolean {
  const counts = new Map<string, number>();
  for (const { exact } of identities) counts.set(exact, (counts.get(exact) ?? 0) + 1);
  return (exact) => counts.get(exact) === 1;
}
