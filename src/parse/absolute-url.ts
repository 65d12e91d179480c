/** An address as a browser would follow it from `base`; as it stands where there is no base to resolve it against. */
export function absoluteUrl(address: string | null | undefined, base: string | null): string | null {
  const text = address?.trim();
  if (!text) return null;
  return URL.parse(text, base ?? undefined)?.href ?? text;
}
