/** A document that grows with the number of bytes it may have. */
export interface HostileDocument {
  name: string;
  /** What must become of it at any size from 64 KiB: an item or more, or a code of ParseError. */
  outcome: "items" | "PARSE_MALFORMED" | "PARSE_NOT_A_FEED" | "PARSE_TOO_COMPLEX";
  make(bytes: number): string;
}

const channel = (inner: string): string => `<rss version="2.0"><channel>${inner}</channel></rss>`;
const item = (inner: string): string => channel(`<item>${inner}</item>`);

const fill = (bytes: number, piece: string): string => piece.repeat(Math.max(1, bytes / piece.length));

/** Pieces that differ, so that nothing can be remembered from the last one. */
const fillWith = (bytes: number, piece: (at: number) => string): string => {
  const parts: string[] = [];
  for (let size = 0; size < bytes; ) {
    const next = piece(parts.length);
    parts.push(next);
    size += next.length;
  }
  return parts.join("");
};

/** A flood in the text of one entry. */
const inText = (name: string, piece: string): HostileDocument => ({
  name,
  outcome: "items",
  make: (bytes) => item(`<title>A</title><description><![CDATA[${fill(bytes, piece)}]]></description>`),
});

/** A flood of elements in one entry. */
const inEntry = (name: string, piece: (at: number) => string): HostileDocument => ({
  name,
  outcome: "items",
  make: (bytes) => item(`<title>A</title>${fillWith(bytes, piece)}`),
});

/** A flood in one element of an entry. */
const inElement = (name: string, element: string, piece: string, start = ""): HostileDocument => ({
  name,
  outcome: "items",
  make: (bytes) => item(`<guid>1</guid><${element}>${start}${fill(bytes, piece)}</${element}>`),
});

/** What a hostile publisher repeats until the document is full. */
export const HOSTILE_DOCUMENTS: readonly HostileDocument[] = [
  {
    name: "XML: elements in one another",
    outcome: "PARSE_TOO_COMPLEX",
    make: (bytes) => item(fill(bytes, "<a>")),
  },
  {
    name: "XML: attributes of one element",
    outcome: "PARSE_TOO_COMPLEX",
    make: (bytes) => item(`<a ${fillWith(bytes, (at) => `a${at}="" `)}/>`),
  },
  {
    name: "XML: namespaces of one element",
    outcome: "PARSE_TOO_COMPLEX",
    make: (bytes) => item(`<a ${fillWith(bytes, (at) => `xmlns:a${at}="u:${at}" `)}/>`),
  },
  {
    name: "XML: a namespace for each element",
    outcome: "items",
    make: (bytes) => item(fillWith(bytes, (at) => `<a${at}:b xmlns:a${at}="u:${at}"/>`)),
  },
  {
    name: "XML: one long attribute",
    outcome: "items",
    make: (bytes) => item(`<title a="${fill(bytes, "a")}">A</title>`),
  },
  {
    name: "XML: one long name",
    outcome: "items",
    make: (bytes) => item(`<title>A</title><${fill(bytes, "a")}/>`),
  },
  {
    name: "XML: CDATA sections that nobody ends",
    outcome: "PARSE_NOT_A_FEED",
    make: (bytes) => fill(bytes, "<![CDATA["),
  },
  {
    name: "XML: one CDATA section that nobody ends",
    outcome: "items",
    make: (bytes) => `<rss><channel><item><title>A</title></item><![CDATA[${fill(bytes, "a <b> &c;")}`,
  },
  {
    name: "XML: CDATA sections",
    outcome: "items",
    make: (bytes) => item(`<title>A</title><description>${fill(bytes, "<![CDATA[a]]>")}</description>`),
  },
  {
    name: "XML: comments",
    outcome: "items",
    make: (bytes) => item(`<title>A</title>${fill(bytes, "<!-- a -->")}`),
  },
  {
    name: "XML: comments that nobody ends",
    outcome: "PARSE_NOT_A_FEED",
    make: (bytes) => fill(bytes, "<!--"),
  },
  {
    name: "XML: processing instructions",
    outcome: "items",
    make: (bytes) => item(`<title>A</title>${fill(bytes, "<?a b?>")}`),
  },
  {
    name: "XML: brackets of a document type",
    outcome: "PARSE_NOT_A_FEED",
    make: (bytes) => `<!DOCTYPE rss ${fill(bytes, "[")}`,
  },
  inElement("XML: less-than signs", "title", "<"),
  inElement("XML: bare ampersands", "description", "& "),
  inElement("XML: numeric references", "description", "&#65;"),
  inElement("XML: references to nothing", "description", "&nope;"),
  {
    name: "XML: empty items",
    outcome: "PARSE_TOO_COMPLEX",
    make: (bytes) => channel(fill(Math.max(bytes, 80_000), "<item/>")),
  },
  inEntry("XML: categories", (at) => `<category>c${at}</category>`),
  inEntry("XML: authors", (at) => `<author>a${at}</author>`),
  inEntry("XML: enclosures", (at) => `<enclosure url="/${at}" length="1" type="a/b"/>`),
  inEntry("XML: titles", (at) => `<title>t${at}</title>`),
  inElement("a long title", "title", "word "),
  inElement("a title of marks", "title", "\u0301\u200D"),
  inElement("a title of control sequences", "title", "&amp;#27;]0;"),
  inElement("a long address", "link", "a", "https://a.example/"),
  inElement("an address of parameters", "link", "utm_source=a&amp;", "https://a.example/?"),
  inElement("an address of dots", "link", "../", "https://a.example/"),
  inElement("a long guid", "guid", "a"),
  inElement("a date of digits", "pubDate", "1"),
  inElement("a date of space", "pubDate", " ", "Mon, 03 May 2021"),
  inElement("a date of letters", "pubDate", "a"),
  inText("text: one word", "a"),
  inText("text: space", " "),
  inText("text: less-than signs", "<"),
  inText("text: a<p", "a<p"),
  inText("text: <a ", "<a "),
  inText("text: divisions in one another", "<div>"),
  inText("text: elements in the wrong order", "<b><i></b></i>"),
  inText("text: end tags", "</p>"),
  inText("text: comments that nobody ends", "<!--"),
  inText("text: ampersands", "&"),
  inText("text: references", "&amp;"),
  inText("text: links", '<a href="/b">c</a>'),
  inText("text: pictures", '<img src="/b">'),
  inText("text: line breaks", "<br>"),
  {
    name: "JSON: brackets",
    outcome: "PARSE_TOO_COMPLEX",
    make: (bytes) => fill(bytes, "["),
  },
  {
    name: "JSON: values",
    outcome: "items",
    make: (bytes) => `{"items":[{"id":"1","tags":["a"${fill(Math.min(bytes, 2_000_000), ',"a"')}]}]}`,
  },
  {
    name: "JSON: one long text of escapes",
    outcome: "items",
    make: (bytes) => `{"items":[{"id":"1","title":"${fill(bytes, String.raw`\"`)}"}]}`,
  },
  {
    name: "JSON: one long number",
    outcome: "items",
    make: (bytes) => `{"items":[{"title":"A","id":${fill(bytes, "1")}}]}`,
  },
  {
    name: "JSON: a text that nobody ends",
    outcome: "PARSE_MALFORMED",
    make: (bytes) => `{"items":[{"id":"${fill(bytes, "a")}`,
  },
];
