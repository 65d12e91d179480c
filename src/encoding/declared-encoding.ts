/** The charset that a Content-Type names. */
export function charsetOf(contentType: string | null): string | null {
  return /charset\s*=\s*["']?([\w.:-]{1,40})(?![\w.:-])/i.exec(contentType ?? "")?.[1] ?? null;
}

/** The encoding that an XML declaration names; it stands in the first bytes, which are ASCII until there. */
export function declaredEncoding(body: Buffer): string | null {
  const head = body.subarray(0, 1_024).toString("latin1");
  return /^\s*<\?xml[^>]*?encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(head)?.[1] ?? null;
}
