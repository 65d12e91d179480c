import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../../src/parse/decode-text.ts";

const XML = '<?xml version="1.0"?><rss>Grüße, 世界</rss>';
const bytes = (...values: number[]): Buffer => Buffer.from(values);
const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;

describe("a byte order mark decides, whatever the labels say, and is no part of the text", () => {
  test.each([
    ["utf-8", bytes(0xef, 0xbb, 0xbf)],
    ["utf-16le", bytes(0xff, 0xfe)],
    ["utf-16be", bytes(0xfe, 0xff)],
    ["utf-32le", bytes(0xff, 0xfe, 0x00, 0x00)],
    ["utf-32be", bytes(0x00, 0x00, 0xfe, 0xff)],
  ])("%s", (encoding, mark) => {
    const text = XML.replace("?>", ' encoding="iso-8859-1"?>');
    const body = Buffer.concat([mark, iconv.encode(text, encoding, { addBOM: false })]);
    expect(decodeText(body, "text/xml; charset=windows-1251")).toEqual({ text, encoding });
  });
});

describe("the shape of the first bytes tells an encoding of more than one byte", () => {
  test.each(["utf-16le", "utf-16be", "utf-32le", "utf-32be"])("%s", (encoding) => {
    for (const text of [XML, "<rss>Grüße, 世界</rss>"]) {
      const body = iconv.encode(text, encoding, { addBOM: false });
      expect(decodeText(body, "text/xml; charset=utf-8")).toEqual({ text, encoding });
    }
  });
});

describe("without either", () => {
  test.each([
    ["valid UTF-8 is UTF-8", Buffer.from(XML), null, XML, "utf-8"],
    ["valid UTF-8 beats a wrong charset", Buffer.from(XML), "text/xml; charset=iso-8859-1", XML, "utf-8"],
    [
      "valid UTF-8 beats a wrong declaration",
      Buffer.from(declared("windows-1252", "Grüße")),
      null,
      declared("windows-1252", "Grüße"),
      "utf-8",
    ],
    ["ASCII is UTF-8", Buffer.from("<a>x</a>"), "text/xml; charset=koi8-r", "<a>x</a>", "utf-8"],
    [
      "the charset of the header is believed",
      iconv.encode("<a>Привет</a>", "koi8-r"),
      "text/xml; charset=koi8-r",
      "<a>Привет</a>",
      "koi8-r",
    ],
    [
      "the charset may be quoted",
      iconv.encode("<a>é</a>", "latin1"),
      'text/xml; Charset="ISO-8859-15"; x=y',
      "<a>é</a>",
      "iso-8859-15",
    ],
    [
      "the declaration is believed",
      iconv.encode(declared("Shift_JIS", "世界"), "shift_jis"),
      "text/xml",
      declared("Shift_JIS", "世界"),
      "shift_jis",
    ],
    [
      "the header goes before the declaration (RFC 7303, 3)",
      iconv.encode(declared("koi8-r", "Привет"), "windows-1251"),
      "text/xml; charset=windows-1251",
      declared("koi8-r", "Привет"),
      "windows-1251",
    ],
    [
      "ISO-8859-1 means windows-1252, as in browsers",
      bytes(0x93, 0x61, 0x94),
      "text/xml; charset=iso-8859-1",
      "“a”",
      "windows-1252",
    ],
    ["no label means windows-1252", bytes(0x93, 0xe9, 0x94), null, "“é”", "windows-1252"],
    [
      "an unknown label means windows-1252",
      bytes(0x93, 0xe9, 0x94),
      "text/xml; charset=x-no-such",
      "“é”",
      "windows-1252",
    ],
    [
      "a label that JavaScript knows means nothing else",
      bytes(0xe9),
      "text/xml; charset=constructor",
      "é",
      "windows-1252",
    ],
    ["an older code page is read too", bytes(0x3c, 0x82), "text/xml; charset=IBM850", "<é", "ibm850"],
    [
      "a declaration after space is found",
      Buffer.concat([Buffer.from("\n "), iconv.encode(declared("koi8-r", "мир"), "koi8-r")]),
      null,
      `\n ${declared("koi8-r", "мир")}`,
      "koi8-r",
    ],
  ])("%s", (_, body, contentType, text, encoding) => {
    expect(decodeText(body, contentType)).toEqual({ text, encoding });
  });
});

test("ISO-2022-JP, which is always valid UTF-8, is read as its label says", () => {
  // ESC $ B: JIS X 0208; "世界"; ESC ( B: ASCII.
  const body = bytes(0x3c, 0x1b, 0x24, 0x42, 0x40, 0x24, 0x33, 0x26, 0x1b, 0x28, 0x42, 0x3e);
  expect(decodeText(body, "text/xml; charset=ISO-2022-JP")).toEqual({
    text: "<世界>",
    encoding: "iso-2022-jp",
  });
});

test("bytes that are wrong in their encoding are replaced, not fatal", () => {
  const body = Buffer.concat([bytes(0xef, 0xbb, 0xbf), Buffer.from("a"), bytes(0xff), Buffer.from("b")]);
  expect(decodeText(body, null).text).toBe("a\uFFFDb");
});

test("nothing is an empty text", () => {
  expect(decodeText(Buffer.alloc(0), null)).toEqual({ text: "", encoding: "utf-8" });
});
