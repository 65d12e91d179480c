/** Of a plain address of mail, which stands for a name in RSS (RFC 5322, 3.4, without comments and quoting). */
const MAIL = String.raw`[^\s<>()@,;"]{1,64}@[^\s<>()@,;"]{1,255}`;
const MAIL_THEN_NAME = new RegExp(String.raw`^(?:mailto:)?${MAIL}\s*\(([^()]*\S[^()]*)\)$`, "i");
const NAME_THEN_MAIL = new RegExp(
  String.raw`^(.*\S)\s*(?:<(?:mailto:)?${MAIL}>|\((?:mailto:)?${MAIL}\))$`,
  "i",
);

/**
 * The name in what a feed says of an author: `jane@site.example (Jane Doe)` as RSS 2.0 wants it, `Jane Doe
 * <jane@site.example>`, `By Jane Doe`, `"Doe, Jane"`. Without a name, what there is. Several names in one text stay one
 * text: a comma may part two people or a family name.
 */
export function authorName(line: string): string {
  // In a link to an address of mail, an encoded line break would begin another header.
  const said = line.replace(/(?:%0[ad])+/gi, " ");
  const named = MAIL_THEN_NAME.exec(said)?.[1] ?? NAME_THEN_MAIL.exec(said)?.[1] ?? said;
  return named
    .trim()
    .replace(/^"(.*)"$/, "$1")
    .replace(/^mailto:/i, "")
    .replace(/^(?:posted |written )?by:?\s+(?=\p{Lu})/iu, "")
    .trim();
}
