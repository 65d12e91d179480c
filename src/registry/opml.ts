import { SaxesParser } from "saxes";
import { ConfigError } from "../errors.ts";
import { feedAddress } from "./feed-address.ts";
import { type FeedEntry, UNSAID } from "./feed-entry.ts";

/**
 * Reads the feeds of an OPML file (http://opml.org/spec2.opml): every outline with an `xmlUrl`, however deep.
 *
 * @param name of the file, for messages
 * @throws ConfigError with every mistake in the file, each with its line
 */
export function readOpml(text: string, name: string): FeedEntry[] {
  const entries: FeedEntry[] = [];
  const mistakes: string[] = [];
  let root: string | null = null;
  const parser = new SaxesParser();
  parser.on("error", (error) =>
    mistakes.push(`${name}:${parser.line}: ${error.message.replace(/^\S*\d+:\d+: /, "")}`),
  );
  parser.on("opentag", (tag) => {
    root ??= tag.name;
    const attributes = new Map(
      Object.entries(tag.attributes).map(([key, value]) => [key.toLowerCase(), value]),
    );
    const address = attributes.get("xmlurl");
    if (tag.name.toLowerCase() !== "outline" || address === undefined) return;
    try {
      const label = attributes.get("title") || attributes.get("text") || null;
      // Every outline must have a text; where a feed has no name, that is its address.
      entries.push({
        url: feedAddress(address),
        ...UNSAID,
        title: label === address ? null : label,
      });
    } catch (error) {
      mistakes.push(`${name}:${parser.line}: ${(error as Error).message}`);
    }
  });
  parser.write(text).close();
  if (mistakes.length === 0 && root !== "opml")
    mistakes.push(`${name}:1: not an OPML file: it begins with <${root}>`);
  if (mistakes.length > 0) throw new ConfigError(mistakes.join("\n"));
  return entries;
}

export function writeOpml(entries: readonly FeedEntry[]): string {
  const outlines = entries.map(({ url, title }) => {
    const label = escape(title ?? url);
    return `    <outline type="rss" text="${label}" title="${label}" xmlUrl="${escape(url)}"/>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Wirefold feeds</title></head>\n  <body>\n${outlines.join("")}  </body>\n</opml>\n`;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
