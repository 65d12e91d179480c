/** A BCP 47 tag in its usual spelling (`en-US`), or `null` for what is not one. */
export function languageTag(value: string | null): string | null {
  if (value === null) return null;
  try {
    return Intl.getCanonicalLocales(value.trim().replaceAll("_", "-"))[0] ?? null;
  } catch {
    return null;
  }
}
