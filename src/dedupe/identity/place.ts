/**
 * The parts of an address that tell articles apart: no scheme, no `www.`, no final slash.
 *
 * @param fragment to use in place of the address's own
 * @returns `null` for a site's front page, which identifies nothing
 */
export function placeOf(address: URL, fragment: string = address.hash): string | null {
  const { host, pathname, search } = address;
  // Looking behind keeps a long run of slashes from taking quadratic time.
  const place = pathname.replace(/(?<!\/)\/+$/, "") + search + fragment;
  return place === "" ? null : host.replace(/^www\./, "") + place;
}

/** Places of a feed itself and of its site, from their addresses: an entry under one of them is not told apart by it. */
export function placesOf(addresses: readonly (string | null)[]): ReadonlySet<string> {
  const places = addresses.map((address) => {
    const url = address === null ? null : URL.parse(address);
    return url && placeOf(url);
  });
  return new Set(places.filter((place) => place !== null));
}
