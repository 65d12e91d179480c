import type { Article } from "../article.ts";
import type { Item, PageRefusal } from "../item.ts";
import { advisoryIds } from "./advisories/advisory-ids.ts";
import { publicAddress } from "./address/public-address.ts";
import { itemLanguage } from "./language/item-language.ts";
import { clip, MAX_BODY, MAX_LINE, MAX_LIST, MAX_NAME } from "./limits.ts";

/** A page whose text is so much shorter than the feed's was not read well: part of the feed's length. */
const LEAST_SHARE = 0.8;

/** Fields of an item that an article has under another name. */
const ON_PAGE: Partial<Record<keyof Item, keyof Article["from"]>> = { sections: "section", media: "image" };

/**
 * An item with what its page says and its feed does not. What the feed says stays, but for the text, and the day of a
 * date whose time the page has: the feed's words are its publisher's own choice, a page has to be interpreted.
 */
export function completeItem(item: Item, article: Article, readAt: Date): Item {
  const fields: Record<string, string> = {};
  /** The page's value of a field, where it is wanted and there is one. */
  const fill = <T>(field: keyof Item, own: T, found: T, isMissing: boolean): T => {
    if (!isMissing || found === null || (Array.isArray(found) && found.length === 0)) return own;
    fields[field] = article.from[ON_PAGE[field] ?? (field as keyof Article["from"])] ?? "page";
    return found;
  };
  const pageText = article.text && clip(article.text, MAX_BODY);
  const isFuller = (pageText?.length ?? 0) >= LEAST_SHARE * (item.text?.length ?? 0);
  const text = fill("text", item.text, pageText, isFuller);
  const title = fill(
    "title",
    item.title,
    article.title && clip(article.title, MAX_LINE),
    item.title === null,
  );
  const authors = article.authors.slice(0, MAX_LIST).map((name) => clip(name, MAX_NAME));
  const isDayOfFeed =
    item.published !== null && article.published?.value.startsWith(item.published.slice(0, 10)) === true;
  const isVague = item.publishedPrecision !== "minute" && item.publishedPrecision !== "second";
  const published = fill(
    "published",
    null,
    article.published,
    item.published === null || (isVague && isDayOfFeed),
  );
  const image = article.image && publicAddress(article.image);
  return {
    ...item,
    title,
    text,
    authors: fill("authors", item.authors, authors, item.authors.length === 0),
    ...(published && {
      published: published.value,
      publishedFrom: `page ${published.from}`,
      publishedPrecision: published.precision,
      zoneAssumed: published.zoneAssumed,
    }),
    updated: fill("updated", item.updated, article.updated?.value ?? null, item.updated === null),
    sections: fill(
      "sections",
      item.sections,
      article.section === null ? [] : [clip(article.section, MAX_NAME)],
      item.sections.length === 0,
    ),
    media: fill(
      "media",
      item.media,
      image ? [{ url: image, type: null, length: null }] : [],
      item.media.length === 0,
    ),
    ...languageOf(item, article, `${title ?? ""}\n${text?.slice(0, MAX_LINE) ?? ""}`),
    ids: advisoryIds([title, text, item.guid, item.canonicalUrl]),
    page: { url: article.url, readAt: readAt.toISOString(), refusal: null, fields },
  };
}

/** An item whose page was given up on: as its feed has it. */
export function withoutPage(item: Item, refusal: PageRefusal): Item {
  return { ...item, page: { url: item.url ?? "", readAt: null, refusal, fields: {} } };
}

/** What is declared on the page, then in the feed, each if the text does not say otherwise. */
function languageOf(item: Item, { lang }: Article, text: string): Pick<Item, "lang" | "langFrom"> {
  const feed = item.langFrom === "text" ? null : item.lang;
  const found = itemLanguage({ entry: lang, feed, text });
  if (found.langFrom === "entry") return { ...found, langFrom: "page" };
  return found.langFrom === "feed" ? { lang: found.lang, langFrom: item.langFrom } : found;
}
