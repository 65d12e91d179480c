/**
 * The address inside a link that Proofpoint's URL Defense has rewritten, after the decoder that Proofpoint publishes:
 * version 1 has it in `u`; version 2 too, with `-` for `%` and `_` for `/`; version 3 in the path, between `__` and
 * `__;`.
 *
 * @returns `null` for another page of the service, or a link that was cut
 */
export function defendedAddress(url: URL): string | null {
  const { pathname, searchParams } = url;
  if (pathname === "/v1/url") return searchParams.get("u");
  if (pathname === "/v2/url") {
    return decode(searchParams.get("u")?.replaceAll("-", "%").replaceAll("_", "/") ?? "");
  }
  return pathname.startsWith("/v3/__") ? fromPath(url.href.slice(url.href.indexOf("/v3/__") + 6)) : null;
}

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Lengths of runs as one character each: `A` is two. */
const RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * Characters that mail programs break are replaced by `*`, runs of them by `**` and a length; they follow the address,
 * in base64: `https://host/a*b__;Kw!!…`.
 */
function fromPath(rest: string): string | null {
  const end = rest.indexOf("__;");
  if (end < 0) return null;
  const encoded = /^[\w-]*/.exec(rest.slice(end + 3))?.[0] ?? "";
  const replaced = Array.from(Buffer.from(encoded, "base64url").toString());
  let used = 0;
  const address = rest.slice(0, end).replaceAll(/\*(?:\*([\w-]))?/g, (_, run?: string) => {
    const from = used;
    used += run === undefined ? 1 : RUNS.indexOf(run) + 2;
    return replaced.slice(from, used).join("");
  });
  // Single slashes: what stood in the path was tidied up on its way.
  return used === replaced.length ? address.replace(/^(https?:)\/(?!\/)/i, "$1//") : null;
}
