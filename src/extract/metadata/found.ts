import type { FoundIn } from "../../article.ts";

/** A value, and where on the page it was found. */
export interface Found<T> {
  value: T;
  from: FoundIn;
}

/** The first of several places that has a text. */
export function firstFound(
  places: readonly (readonly [from: FoundIn, value: string | null | undefined])[],
): Found<string> | null {
  for (const [from, value] of places) {
    const text = value?.trim();
    if (text) return { value: text, from };
  }
  return null;
}

type Metas = ReadonlyMap<string, readonly string[]>;

/** The first `<meta>` of several names that is there. */
export function firstMeta(metas: Metas, names: readonly string[]): readonly [FoundIn, string | null] {
  for (const name of names) {
    const value = metas.get(name)?.[0];
    if (value !== undefined) return [`meta ${name}`, value];
  }
  return ["meta", null];
}
