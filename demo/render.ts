import type { SampleEntry, SampleFeed, SampleFormat } from "./samples/sample-feed.ts";

type Render = (feed: SampleFeed, entries: readonly SampleEntry[]) => string;

const RENDER: Record<SampleFormat, Render> = { rss, atom, rdf, json };

const CONTENT_TYPES: Record<SampleFormat, string> = {
  rss: "application/rss+xml",
  atom: "application/atom+xml",
  rdf: "application/rdf+xml",
  json: "application/feed+json",
};

export interface RenderedFeed {
  body: Buffer;
  contentType: string;
}

/** A feed with these entries as the document that its server sends. */
export function renderFeed(feed: SampleFeed, entries: readonly SampleEntry[]): RenderedFeed {
  const text = RENDER[feed.format](feed, entries);
  const body = Buffer.from(text, feed.encoding === "iso-8859-1" ? "latin1" : "utf8");
  return {
    body: feed.failure === "cut-off" ? body.subarray(0, body.length * 0.6) : body,
    contentType: CONTENT_TYPES[feed.format],
  };
}

function rss(feed: SampleFeed, entries: readonly SampleEntry[]): string {
  const items = entries.map(({ title, url, guid, published, section, text }) => [
    "<item>",
    element("title", title),
    element("link", url),
    guid === null ? "" : `<guid isPermaLink="${guid === url}">${escapeXml(guid)}</guid>`,
    element("pubDate", published),
    element("category", section),
    element("description", html(text)),
    "</item>",
  ]);
  return xml(feed, [
    '<rss version="2.0"><channel>',
    element("title", feed.title),
    element("link", feed.home),
    element("language", feed.language),
    ...items.flat(),
    "</channel></rss>",
  ]);
}

function atom(feed: SampleFeed, entries: readonly SampleEntry[]): string {
  const items = entries.map(({ title, url, guid, published, section, text }) => [
    "<entry>",
    element("title", title),
    `<link href="${escapeXml(url)}"/>`,
    element("id", guid),
    element("updated", published),
    section === undefined ? "" : `<category term="${escapeXml(section)}"/>`,
    `<content type="html">${escapeXml(html(text))}</content>`,
    "</entry>",
  ]);
  return xml(feed, [
    `<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.language}">`,
    element("title", feed.title),
    `<link href="${escapeXml(feed.home)}"/>`,
    ...items.flat(),
    "</feed>",
  ]);
}

function rdf(feed: SampleFeed, entries: readonly SampleEntry[]): string {
  const items = entries.map(({ title, url, published, text }) => [
    `<item rdf:about="${escapeXml(url)}">`,
    element("title", title),
    element("link", url),
    element("dc:date", published),
    element("description", html(text)),
    "</item>",
  ]);
  return xml(feed, [
    '<rdf:RDF xmlns="http://purl.org/rss/1.0/" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"' +
      ' xmlns:dc="http://purl.org/dc/elements/1.1/">',
    `<channel rdf:about="${escapeXml(feed.home)}">`,
    element("title", feed.title),
    element("link", feed.home),
    element("dc:language", feed.language),
    "</channel>",
    ...items.flat(),
    "</rdf:RDF>",
  ]);
}

function json(feed: SampleFeed, entries: readonly SampleEntry[]): string {
  const items = entries.map(({ title, url, guid, published, section, text }) => ({
    id: guid,
    url,
    title,
    date_published: published,
    tags: section === undefined ? [] : [section],
    content_html: html(text),
  }));
  const { title, home, language } = feed;
  const document = {
    version: "https://jsonfeed.org/version/1.1",
    title,
    home_page_url: home,
    language,
    items,
  };
  return JSON.stringify(document, null, 2);
}

function xml({ encoding }: SampleFeed, lines: readonly string[]): string {
  return [`<?xml version="1.0" encoding="${encoding ?? "utf-8"}"?>`, ...lines.filter(Boolean), ""].join("\n");
}

function element(name: string, text: string | null | undefined): string {
  return text === null || text === undefined ? "" : `<${name}>${escapeXml(text)}</${name}>`;
}

const html = (paragraphs: readonly string[]): string =>
  paragraphs.map((text) => `<p>${escapeXml(text)}</p>`).join("\n");

const escapeXml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
