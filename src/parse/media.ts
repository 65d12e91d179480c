import type { Media } from "../model.ts";
import { absoluteUrl } from "./absolute-url.ts";
import { MAX_PARTS } from "./limits.ts";
import { attribute, children, type XmlElement, type XmlNode } from "./xml/xml-element.ts";

/** Elements of Media RSS that name a file, alone or in a group (https://www.rssboard.org/media-rss). */
const FILES: readonly string[] = ["media:content", "media:thumbnail"];

/** What an entry has attached, each address once. */
export function mediaOf(entry: XmlElement, base: string | null): Media[] {
  const media = new Map<string, Media>();
  const add = (node: XmlNode): void => {
    if (media.size >= MAX_PARTS) return;
    const url = absoluteUrl(attribute(node, "url") ?? attribute(node, "href"), base);
    if (url === null || media.has(url)) return;
    const length = attribute(node, "length") ?? attribute(node, "fileSize") ?? "";
    media.set(url, {
      url,
      type: attribute(node, "type"),
      length: /^\d{1,15}$/.test(length) ? Number(length) : null,
    });
  };
  for (const node of entry.all("enclosure")) add(node);
  for (const name of FILES) {
    for (const node of entry.all(name)) add(node);
    for (const group of entry.all("media:group")) for (const node of children(group, name)) add(node);
  }
  for (const link of entry.all("link")) if (attribute(link, "rel") === "enclosure") add(link);
  for (const image of entry.all("itunes:image")) add(image);
  return [...media.values()];
}
