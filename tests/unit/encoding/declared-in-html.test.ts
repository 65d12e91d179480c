import { describe, expect, test } from "vitest";
import iconv from "iconv-lite";
import { decodeText } from "../../../src/encoding/decode-text.ts";
import { declaredInHtml } from "../../../src/encoding/declared-encoding.ts";

const page = (head: string): Buffer =>
  iconv.encode(
    `<!doctype html><html><head>${head}</head><body>Привет, мир, сегодня</body></html>`,
    "windows-1251",
  );
const read = (body: Buffer, contentType: string | null = null): { encoding: string; text: string } => {
  const { encoding, text } = decodeText(body, contentType, declaredInHtml);
  return { encoding, text: text.whole() };
};

describe("a page's own word for its encoding", () => {
  test.each([
    ["meta charset", '<meta charset="windows-1251">'],
    ["without quotes", "<meta charset=windows-1251>"],
    ["http-equiv", '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">'],
    ["far down the head", `<script>${"a".repeat(3_000)}</script><META CHARSET='windows-1251'>`],
    ["after one in a comment", '<!-- <meta charset="koi8-r"> --><meta charset="windows-1251">'],
  ])("is read: %s", (_, head) => {
    expect(read(page(head))).toMatchObject({
      encoding: "windows-1251",
      text: expect.stringContaining("Привет, мир, сегодня") as string,
    });
  });

  test("gives way to the server's, as browsers do", () => {
    const body = page('<meta charset="koi8-r">');
    expect(read(body, "text/html; charset=windows-1251").encoding).toBe("windows-1251");
  });

  test("is not believed where the bytes are UTF-8", () => {
    expect(read(Buffer.from('<meta charset="windows-1251"><p>Привет'))).toMatchObject({ encoding: "utf-8" });
  });

  test("is not UTF-16 where it could be read in ASCII", () => {
    expect(read(Buffer.from('<meta charset="utf-16"><p>Привет'))).toMatchObject({ encoding: "utf-8" });
  });

  test("may be an XML declaration", () => {
    expect(declaredInHtml(Buffer.from('<?xml version="1.0" encoding="iso-8859-2"?><html>'))).toBe(
      "iso-8859-2",
    );
  });
});
