/** The charset that a Content-Type names. */
export function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([\w.:-]{1,40})(?![\w.:-])/i.exec(contentType ?? "")?.[1] ?? null;
}

/** What a document says of its own encoding, by the rules of its kind. */
export type ReadDeclaration = (body: Buffer) => string | null;

/** The encoding that an XML declaration names; it stands in the first bytes, which are ASCII until there. */
export const declaredInXml: ReadDeclaration = (body) => {
  const head = body.subarray(0, 1_024).toString("latin1");
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head)?.[1] ?? null;
};

/** Bytes. The standard gives a page 1,024, and browsers look further, because pages name it further down. */
const PAGE_HEAD = 8_192;
const COMMENT = /<!--[\s\S]*?(?:-->|$)/g;
const META = /<meta\s[^<>]{0,500}?charset\s*=\s*["']?\s*([\w.:-]{1,40})/i;

/**
 * The encoding that a page names: `<meta charset>`, or the Content-Type of a `<meta http-equiv>`; pages that are XML have a
 * declaration. A page that can be read so far is not UTF-16, whatever it says (HTML, 13.2.3.2).
 */
export const declaredInHtml: ReadDeclaration = (body) => {
  const head = body.subarray(0, PAGE_HEAD).toString("latin1").replace(COMMENT, "");
  const label = META.exec(head)?.[1] ?? declaredInXml(body);
  return label !== null && /^utf-?16/i.test(label) ? "utf-8" : label;
};
