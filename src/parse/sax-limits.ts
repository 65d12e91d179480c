/** The part of a sax parser that is used here. */
export interface SaxParser {
  onopentagstart?: () => void;
  onattribute?: () => void;
  sgmlDecl: string;
}

const MAX_ATTRIBUTES = 1_000;
/** Of what follows `<!`, as far as sax reads before it knows what that is: `[CDATA` and `DOCTYP` are the longest. */
const MAX_DECLARATION = 7;

/**
 * Stops sax where it takes quadratic time: it compares every attribute of an element with all others, and reads an
 * unknown declaration from its start again with every character. 50 KB of that would hold a worker up for seconds.
 */
export function limitSax(sax: SaxParser, text: string): void {
  let attributes = 0;
  sax.onopentagstart = () => {
    attributes = 0;
  };
  sax.onattribute = () => {
    if (++attributes > MAX_ATTRIBUTES)
      throw new Error(`an element has more than ${MAX_ATTRIBUTES} attributes`);
  };
  // The accessor halves the speed, so only a document that may need it pays for it.
  if (!/<!(?!--|\[CDATA\[|DOCTYPE)/i.test(text)) return;
  let declaration = "";
  Object.defineProperty(sax, "sgmlDecl", {
    get: () => declaration,
    set(value: string) {
      if (value.length > MAX_DECLARATION) throw new Error(`unknown declaration <!${value}`);
      declaration = value;
    },
  });
}
