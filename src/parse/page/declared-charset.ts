/** The encoding that a page names in its first bytes, which are ASCII until there (HTML, 13.2.3.2). */
export function declaredCharset(body: Buffer): string | null {
  const head = body.subarray(0, 1_024).toString("latin1");
  return /<meta\s[^>]*?charset\s*=\s*["']?([\w.:-]{1,40})/i.exec(head)?.[1] ?? null;
}
