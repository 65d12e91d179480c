import { MAX_HINT } from "../limits.ts";
import { attributeOf, hintsOf, type PageElement } from "../page/page-element.ts";

/** Characters of one class; generated names are longer, and say nothing. */
const LONGEST = 80;

/** Parts of classes and ids of what stands around an article; parts are joined by `-` and `_`. */
const AROUND = [
  // Sharing and following.
  "shares?|sharing|sharebar|social(?:s|-?media|bar)?|print|login|registration",
  // Other articles.
  "related\\w*|recommend\\w*|recirc\\w*|most-?read|most-?popular|trending|popular|more-?on|more-?stories|more-?from",
  "read-?more|read-?next|read-?also|see-?also|also-?read|next-?up|teasers?|jp-relatedposts|outbrain|taboola",
  // Letters, money, advertisements.
  "newsletters?|subscri\\w*|sign-?up|paywall|donat\\w*|promos?|promoted|promotion|sponsor\\w*",
  "advert\\w*|ads?|adv|adslot|advertorial|dfp|banners?",
  // Finding one's way.
  "breadcrumbs?|nav|navbar|navigation|menu|toolbar|sidebar\\w*|side-?bar|widgets?|footer|foot|search|pagination|pager",
  "prev-?next|post-?nav\\w*|loop-nav|skip-?link|jump-?to|toc|tags?|taglist|tag-list|keywords",
  // What readers write and vote.
  "comments?|commentlist|disqus|respond|ratings?|votes?|polls?",
  // About the article.
  "bio|author-?bio|author-?box|authors?-?info|byline\\w*|dateline|timestamp|pubdate|publish\\w*",
  "post-?meta|entry-?meta|article-?meta|metadata|meta|copyright|copy-right|credits?|captions?|wp-caption-text",
  // Windows, and what is not shown.
  "cookies?|consent|gdpr|privacy|popup|modal|overlay|hidden|sr-only|screen-reader\\w*|visually-hidden|visuallyhidden",
  "slideshow|sharedaddy",
].join("|");
const IS_AROUND = new RegExp(`(?:^|[_-])(?:${AROUND})(?:$|[_-])`, "i");

/** Classes that say what an article is about, or how its page is laid out: `tag-election`, `has-sidebar`. */
const OF_THE_ARTICLE =
  /^(?:tag|category|cat|post|status|format|type|has|no|with|without|page|is|js|theme|layout)[-_]/i;
const OF_THE_LAYOUT = /content.*wrap|(?:no|has|with|without)-?_?sidebar|wrap-?content/i;
/** WordPress puts every word about an article into the classes of its element. */
const WHOLE_ARTICLE = /hentry|type-post|single-post/;

const ROLES = new Set(
  "alertdialog banner complementary contentinfo dialog menu menubar navigation search toolbar".split(" "),
);
const NOT_SHOWN = /display\s*:\s*none|visibility\s*:\s*hidden/i;

/** Whether an element says of itself that what is in it is no part of an article, or not to be seen. */
export function isAround(element: PageElement): boolean {
  const { name, attributes } = element;
  if (attributes.size === 0 || name === "body" || name === "html") return false;
  if (attributes.has("hidden") || attributes.get("aria-hidden") === "true") return true;
  if (ROLES.has(attributeOf(element, "role"))) return true;
  const style = attributeOf(element, "style");
  if (style !== "" && NOT_SHOWN.test(style.slice(0, MAX_HINT))) return true;
  const hints = hintsOf(element).slice(0, MAX_HINT);
  return !WHOLE_ARTICLE.test(hints) && hints.split(/\s+/).some(saysAround);
}

const saysAround = (word: string): boolean =>
  word.length <= LONGEST && IS_AROUND.test(word) && !OF_THE_ARTICLE.test(word) && !OF_THE_LAYOUT.test(word);

/** What never turns out to be the article after all, however much text is in it. */
export const isNeverTheArticle = (element: PageElement): boolean =>
  /comment|disqus|respond|related|footer|cookie|consent|newsletter/i.test(
    hintsOf(element).slice(0, MAX_HINT),
  );

/** Names that publishers and their systems give to the element of an article's text. */
const NAMES_OF_TEXT = [
  "article-?_?-?(?:body|content|text)\\w*|story-?_?-?(?:body|content|text)\\w*|post-?_?-?(?:body|content|text|entry)",
  "entry-?content|news-?_?(?:text|body|content)|body-?(?:copy|content|text)|content-?_?(?:body|article)|main-?content",
  "field-name-body|text-?content|paragraphs?|rich-?text|td-post-content|single-content|blog-content|postarea",
  "mw-parser-output",
].join("|");
const IS_TEXT = new RegExp(`(?:^|[\\s_-])(?:${NAMES_OF_TEXT})(?:$|[\\s_-])`, "i");

/** How sure an element claims to hold the article's text: 3 says it in a vocabulary, 0 says nothing. */
export function claimOf(element: PageElement): number {
  if (/articleBody/i.test(attributeOf(element, "itemprop"))) return 3;
  if (/articleBody|storybody/i.test(attributeOf(element, "property"))) return 3;
  if (IS_TEXT.test(hintsOf(element).slice(0, MAX_HINT))) return 2;
  if (element.name === "article") return 1.4;
  return element.name === "main" || attributeOf(element, "role") === "main" ? 1 : 0;
}
