import type { Article, PageClues } from "../article.ts";
import { dateHint } from "../date/date-hint.ts";
import { agreeWithMetadata } from "./body/agree-with-metadata.ts";
import { findBody } from "./body/find-body.ts";
import { readBylines } from "./clues/bylines.ts";
import { readEdges } from "./clues/edges.ts";
import { readHead } from "./clues/head.ts";
import { readHeadBlock } from "./clues/head-block.ts";
import { readLogos } from "./clues/logos.ts";
import { readSources } from "./clues/sources.ts";
import { type ArticlePage, decodePage } from "./decode-page.ts";
import { findAddresses } from "./metadata/addresses.ts";
import { readJsonLd } from "./metadata/json-ld.ts";
import { readFacts } from "./metadata/page-facts.ts";
import { readMetadata } from "./metadata/read-metadata.ts";
import { findTitle } from "./metadata/title.ts";
import { readPage } from "./page/read-page.ts";

export interface ExtractOptions {
  /** IANA name of the publisher's time zone, for times that name none; `null`: not known, they are read as UTC. */
  zone: string | null;
}

/**
 * The article on a page: its text, what the page says about it, and what shows where it comes from. One pass of the HTML
 * parser, and time linear in the page.
 *
 * @throws ExtractError for what is no page, or too much to be an article's
 */
export function extractArticle(source: ArticlePage, { zone }: ExtractOptions): Article {
  const { url } = source;
  const page = readPage(decodePage(source));
  const facts = readFacts(page);
  const linked = readJsonLd(facts.jsonLd);
  const addresses = findAddresses(facts, linked, url);
  const title = findTitle(facts, linked);
  const hint = dateHint(zone, [url, addresses.canonical?.value ?? null]);

  const body = findBody(page, title?.value ?? null);
  const head = readHead(body.lines, body.text[0]?.at ?? 0, title?.value ?? null);
  const headBlock = readHeadBlock(head, hint);
  const metadata = readMetadata({ facts, linked, addresses, title, head: headBlock, url, hint });
  const clues: PageClues = {
    ...head,
    logos: readLogos(page, body.text[0]?.element ?? null, url),
    ...readEdges(body, url),
    bylines: readBylines(facts),
    sources: readSources({ page, facts, linked, elsewhere: addresses.elsewhere, head: headBlock, url }),
  };
  const text = agreeWithMetadata(body.text, linked.articleBody);
  return {
    url,
    ...metadata,
    isPaywalled: linked.isFree === false,
    text: text.value || null,
    from: { ...metadata.from, ...(text.value && { text: text.from }) },
    clues,
  };
}
