import { Parser } from "htmlparser2";

/** Elements that nobody closed count too, and old pages have many; below this, nothing is read any more. */
const MAX_OPEN = 1_000;

/** The beginning up to where too many elements are open: an HTML parser takes quadratic time in their number. */
export function readablePart(html: string): string {
  // Hardly any text has so many tags at all, and counting them is cheap.
  if (!hasMore(html, "<", MAX_OPEN)) return html;
  let open = 0;
  let end = html.length;
  const parser = new Parser({
    onopentagname() {
      if (++open <= MAX_OPEN) return;
      end = Math.min(end, parser.startIndex);
      parser.pause();
    },
    onclosetag() {
      open--;
    },
  });
  parser.end(html);
  return html.slice(0, end);
}

function hasMore(text: string, character: string, limit: number): boolean {
  let count = 0;
  for (let at = text.indexOf(character); at !== -1; at = text.indexOf(character, at + 1)) {
    if (++count > limit) return true;
  }
  return false;
}
