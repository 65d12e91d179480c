import { decodeHTML } from "entities";
import { oneLine } from "../page/element-text.ts";
import { MAX_VALUE } from "../limits.ts";

/** A person or an organisation, as JSON-LD names one. */
export interface LinkedName {
  name: string | null;
  url: string | null;
  isOrganisation: boolean;
}

/** What a page's JSON-LD says about its article, in the vocabulary of schema.org. */
export interface LinkedArticle {
  headline: string | null;
  authors: LinkedName[];
  published: string | null;
  /** Of the page or the film that it describes beside an article. */
  pagePublished: string | null;
  modified: string | null;
  section: string | null;
  lang: string | null;
  url: string | null;
  image: string | null;
  articleBody: string | null;
  /** `false`: some of it is for subscribers alone. */
  isFree: boolean | null;
  publisher: LinkedName | null;
  /** On whose behalf the author worked. */
  sourceOrganization: LinkedName | null;
  isBasedOn: LinkedName[];
}

type Node = Record<string, unknown>;

/** Nodes of the graph that are looked at, and how deep they stand in each other. */
const MAX_GRAPH = 3_000;
const MAX_LEVELS = 4;
/** Characters of a text: longer ones are books. */
const MAX_BODY = 100_000;
const MAX_NAMES = 20;

const ARTICLE = /(?:Article|BlogPosting|Report|Posting)$/i;
const PAGE = /WebPage|VideoObject/i;
const ORGANISATION = /Organi[sz]ation|Corporation/i;
const PARTS = ["@graph", "mainEntity", "mainEntityOfPage", "hasPart", "item", "author", "publisher"];

/**
 * The article that a page's scripts describe: where there are several, the one with a headline and a date. A script that is
 * no JSON is passed over.
 */
export function readJsonLd(scripts: readonly string[]): LinkedArticle {
  const nodes = scripts.flatMap((script) => nodesOf(parseScript(script)));
  const named = new Map(nodes.filter((node) => node["name"]).map((node) => [node["@id"], node]));
  const article = nodes.filter((node) => isOf(node, ARTICLE)).toSorted((a, b) => rank(b) - rank(a))[0] ?? {};
  const page = nodes.find((node) => isOf(node, PAGE) && node["datePublished"]);
  const namesOf = (value: unknown): LinkedName[] =>
    listOf(value)
      .slice(0, MAX_NAMES)
      .flatMap((one) => nameOf(isNode(one) && !one["name"] ? (named.get(one["@id"]) ?? one) : one) ?? []);
  return {
    headline: textOf(article["headline"]),
    authors: namesOf(article["author"]),
    published: textOf(article["datePublished"]),
    pagePublished: textOf(page?.["datePublished"]),
    modified: textOf(article["dateModified"]),
    section: textOf(listOf(article["articleSection"]).find((one) => typeof one === "string")),
    lang: textOf(article["inLanguage"]),
    url: addressOf(article["mainEntityOfPage"]) ?? textOf(article["url"]),
    image: addressOf(listOf(article["image"])[0]),
    articleBody: bodyOf(article["articleBody"]),
    isFree: flagOf(article["isAccessibleForFree"]),
    publisher: namesOf(article["publisher"])[0] ?? null,
    sourceOrganization: namesOf(article["sourceOrganization"])[0] ?? null,
    isBasedOn: namesOf(article["isBasedOn"]),
  };
}

const rank = (node: Node): number => (node["headline"] ? 1 : 0) + (node["datePublished"] ? 1 : 0);

/** Scripts stand in comments, and have what JSON forbids: line breaks in texts, commas at the end of lists. */
function parseScript(script: string): unknown {
  const [from, to] = [script.search(/[{[]/), Math.max(script.lastIndexOf("}"), script.lastIndexOf("]"))];
  if (from < 0 || to < from) return null;
  const json = script.slice(from, to + 1);
  return tryParse(json) ?? tryParse(json.replace(/\p{Cc}+/gu, " ").replace(/,\s*([}\]])/g, "$1"));
}

function tryParse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

/** Everything that has a type, the outer before the inner. */
function nodesOf(graph: unknown): Node[] {
  const nodes: Node[] = [];
  const rest: [value: unknown, level: number][] = [[graph, 0]];
  for (let at = 0; at < rest.length && at < MAX_GRAPH; at++) {
    const [value, level] = rest[at] ?? [null, 0];
    if (Array.isArray(value)) {
      for (const one of value.slice(0, MAX_GRAPH)) rest.push([one, level]);
    } else if (isNode(value)) {
      if (value["@type"]) nodes.push(value);
      if (level < MAX_LEVELS) for (const part of PARTS) if (value[part]) rest.push([value[part], level + 1]);
    }
  }
  return nodes;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

const isOf = (node: Node, type: RegExp): boolean =>
  listOf(node["@type"]).some((name) => typeof name === "string" && type.test(name));

/** A text for one line; JSON-LD often has HTML's entities in it. Of a list, the first. */
function textOf(value: unknown): string | null {
  const [first] = listOf(value);
  const text = typeof first === "number" ? String(first) : first;
  if (typeof text !== "string" || text.length > MAX_VALUE) return null;
  return oneLine(decodeHTML(text)) || null;
}

const addressOf = (value: unknown): string | null =>
  isNode(value) ? (textOf(value["@id"]) ?? textOf(value["url"])) : textOf(value);

/** A truth value, which many write as a text: `"False"`, `http://schema.org/False`. */
function flagOf(value: unknown): boolean | null {
  const [, said] = /^(?:https?:\/\/schema\.org\/)?(true|false)$/i.exec(String(value)) ?? [];
  return said === undefined ? null : said.toLowerCase() === "true";
}

function nameOf(value: unknown): LinkedName | null {
  const [name, url] = isNode(value)
    ? [textOf(value["name"]), textOf(value["url"]) ?? textOf(value["@id"])]
    : [textOf(value), null];
  if (name === null && url === null) return null;
  if (name !== null && /^https?:/i.test(name)) return { name: null, url: name, isOrganisation: false };
  return { name, url, isOrganisation: isNode(value) && isOf(value, ORGANISATION) };
}

function bodyOf(value: unknown): string | null {
  const [body] = listOf(value);
  if (typeof body !== "string" || body.length > MAX_BODY) return null;
  return decodeHTML(body.replace(/<[^<>]{0,1000}>/g, " "))
    .split("\n")
    .map(oneLine)
    .filter(Boolean)
    .join("\n");
}
