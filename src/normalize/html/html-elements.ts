/** Elements that begin a line of their own. */
export const BLOCKS: ReadonlySet<string> = new Set(
  (
    "address article aside blockquote br center dd details dialog div dl dt fieldset figcaption figure footer form " +
    "h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table td th tr ul"
  ).split(" "),
);

/** What is dropped with all that is in it: it is no text, or stands in for something that is not shown. */
export const NOT_TEXT: ReadonlySet<string> = new Set(
  (
    "script style textarea option template noscript iframe object xmp noembed noframes plaintext audio video " +
    "canvas head"
  ).split(" "),
);
