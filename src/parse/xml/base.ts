/** xml:base (https://www.w3.org/TR/xmlbase/), or BASE of a channel of CDF; one that is not http(s) is an attack or a mistake. */
export function innerBase(outer: string | null, declared: string | undefined): string | null {
  if (declared === undefined) return outer;
  const url = URL.parse(declared.trim(), outer ?? undefined);
  if (url) return /^https?:$/.test(url.protocol) ? url.href : outer;
  return outer ?? declared.trim();
}
