/** One target of a Link header field. */
export interface HeaderLink {
  /** As it is written, relative or absolute. */
  target: string;
  /** In lower case. */
  relations: string[];
}

/**
 * Reads Link header fields (RFC 8288, 3), several joined by commas, as far as they can be read. Only the first `rel` of
 * a link counts (3.3), and a link with an `anchor` is about something else than the document (3.2).
 */
export function readLinkHeader(value: string): HeaderLink[] {
  const links: HeaderLink[] = [];
  let at = 0;
  for (;;) {
    const open = value.indexOf("<", at);
    const close = open === -1 ? -1 : value.indexOf(">", open);
    if (close === -1) return links;
    const { parameters, end } = readParameters(value, close + 1);
    at = end;
    const relations = parameters.get("rel")?.toLowerCase().split(/\s+/).filter(Boolean) ?? [];
    if (!parameters.has("anchor")) links.push({ target: value.slice(open + 1, close).trim(), relations });
  }
}

/** The parameters of one link, up to the comma that ends it. */
function readParameters(value: string, start: number): { parameters: Map<string, string>; end: number } {
  const parameters = new Map<string, string>();
  let piece = "";
  let isQuoted = false;
  let at = start;
  const take = (): void => {
    const [, name, text] = /^([^=]+)=(.*)$/s.exec(piece) ?? [];
    const key = name?.trim().toLowerCase() ?? "";
    if (key && !parameters.has(key)) parameters.set(key, text?.trim() ?? "");
    piece = "";
  };
  for (; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === '"') isQuoted = !isQuoted;
    else if (isQuoted && character === "\\") piece += value.charAt(++at);
    else if (isQuoted) piece += character;
    else if (character === ",") break;
    else if (character === ";") take();
    else piece += character;
  }
  take();
  return { parameters, end: at };
}
