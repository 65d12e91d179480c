import type { EntrySource } from "../../model.ts";
import { webAddress } from "../metadata/addresses.ts";
import type { LinkedArticle, LinkedName } from "../metadata/json-ld.ts";
import type { PageFacts } from "../metadata/page-facts.ts";
import type { HeadBlock } from "./head-block.ts";
import { attributeOf, type PageElement } from "../page/page-element.ts";
import { walkPage } from "../page/walk-page.ts";

/** Metas that hold the address of the page that was copied, or a name. */
const METAS = [
  "syndication-source",
  "original-source",
  "dc.source",
  "dcterms.source",
  "dc.publisher",
  "og:site_name",
];
const MOST = 40;
/** Of a picture that counts the readers of an article that The Conversation lets others reprint. */
const COUNTER = "counter.theconversation.com";

export interface SourceEvidence {
  page: PageElement;
  facts: PageFacts;
  linked: LinkedArticle;
  /** Addresses of other sites that the page gives as its own. */
  elsewhere: readonly EntrySource[];
  head: HeadBlock;
  url: string;
}

/** What a page's metadata, and the labels around its headline, name as the source or the publisher of its article. */
export function readSources({ page, facts, linked, elsewhere, head, url }: SourceEvidence): EntrySource[] {
  const asSource = (from: string, { name, url: address }: LinkedName): EntrySource => ({
    from,
    name,
    url: webAddress(address, url)?.href ?? null,
  });
  const named = METAS.flatMap((name) =>
    (facts.metas.get(name) ?? []).map((value) => metaSource(name, value)),
  );
  const organisations = linked.authors.filter(({ isOrganisation }) => isOrganisation);
  return [
    ...elsewhere,
    ...(head.source === null ? [] : [{ from: "head", name: head.source, url: null }]),
    ...(linked.publisher ? [asSource("json-ld publisher", linked.publisher)] : []),
    ...organisations.map((author) => asSource("json-ld author", author)),
    ...(linked.sourceOrganization ? [asSource("json-ld sourceOrganization", linked.sourceOrganization)] : []),
    ...linked.isBasedOn.map((work) => asSource("json-ld isBasedOn", work)),
    ...named,
    ...countersOf(page, url),
  ].slice(0, MOST);
}

function metaSource(name: string, value: string): EntrySource {
  const isAddress = /^https?:\/\//i.test(value);
  return { from: name, name: isAddress ? null : value, url: isAddress ? value : null };
}

function countersOf(page: PageElement, url: string): EntrySource[] {
  const found: EntrySource[] = [];
  walkPage(page, {
    enter(element) {
      if (element.name !== "img" || found.length > 0) return true;
      const address = webAddress(attributeOf(element, "src"), url);
      if (address?.hostname === COUNTER)
        found.push({ from: COUNTER, name: "The Conversation", url: address.href });
      return true;
    },
  });
  return found;
}
