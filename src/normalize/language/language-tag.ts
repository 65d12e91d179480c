/**
 * A BCP 47 tag in its usual spelling (`en-US`), or `null` for what is not one. Its grammar would let `english` pass, but
 * no language has more than three letters (RFC 5646, 2.2.1).
 */
export function languageTag(value: string | null): string | null {
  if (value === null) return null;
  let tag = known.get(value);
  if (tag === undefined) {
    tag = readTag(value);
    if (known.size < MAX_KNOWN) known.set(value, tag);
  }
  return tag;
}

/** A feed says the same for every entry, and asking for the usual spelling is slow. */
const known = new Map<string, string | null>();
const MAX_KNOWN = 1_000;

function readTag(value: string): string | null {
  const tag = value.trim().replaceAll("_", "-");
  if (!/^[a-z]{2,3}(-|$)/i.test(tag)) return null;
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? null;
  } catch {
    return null;
  }
}
