const names = (list: string): ReadonlySet<string> => new Set(list.split(" "));

/** Elements that begin and end a line of their own. */
export const BLOCKS: ReadonlySet<string> = names(
  "address article blockquote body caption center dd details div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header " +
    "hr html li main ol p pre section summary table tbody td tfoot th thead tr ul",
);

/** What is in them is no text of an article, whatever they are called. */
export const NOT_TEXT: ReadonlySet<string> = names(
  "aside audio button canvas dialog embed figcaption footer head iframe input label link map math menu meta nav " +
    "noscript object option picture script select source style svg template textarea time title video",
);

export const HEADINGS: ReadonlySet<string> = names("h1 h2 h3 h4 h5 h6");

/** What authors put running text into; anywhere else it has to be longer to count. */
export const PROSE: ReadonlySet<string> = names("blockquote p pre");
