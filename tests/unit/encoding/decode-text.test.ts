import iconv from "iconv-lite";
import { describe, expect, test } from "vitest";
import { decodeText } from "../../../src/encoding/decode-text.ts";

/** What a document is read as, without the reasons. */
function read(body: Buffer, contentType: string | null): { text: string; encoding: string } {
  const { text, encoding } = decodeText(body, contentType);
  expect([...text.pieces()].join("")).toBe(text.whole());
  return { text: text.whole(), encoding };
}

const XML = '<?xml version="1.0"?><rss>Grüße, 世界</rss>';
const bytes = (...values: number[]): Buffer => Buffer.from(values);
const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;

const LABELS: [encoding: string, labels: string][] = [
  ["ibm866", "866 cp866 csibm866 ibm866"],
  ["iso-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2"],
  ["iso-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3"],
  ["iso-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4"],
  [
    "iso-8859-5",
    "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988",
  ],
  [
    "iso-8859-6",
    "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987",
  ],
  [
    "iso-8859-7",
    "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
  ],
  [
    "iso-8859-8",
    "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual",
  ],
  ["iso-8859-8-i", "csiso88598i iso-8859-8-i logical"],
  ["iso-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6"],
  ["iso-8859-13", "iso-8859-13 iso8859-13 iso885913"],
  ["iso-8859-14", "iso-8859-14 iso8859-14 iso885914"],
  ["iso-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9"],
  ["iso-8859-16", "iso-8859-16"],
  ["koi8-r", "cskoi8r koi koi8 koi8-r koi8_r"],
  ["koi8-u", "koi8-ru koi8-u"],
  ["macintosh", "csmacintosh mac macintosh x-mac-roman"],
  ["windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874"],
  ["windows-1250", "cp1250 windows-1250 x-cp1250"],
  ["windows-1251", "cp1251 windows-1251 x-cp1251"],
  [
    "windows-1252",
    "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 latin1 us-ascii windows-1252 x-cp1252",
  ],
  ["windows-1253", "cp1253 windows-1253 x-cp1253"],
  [
    "windows-1254",
    "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254",
  ],
  ["windows-1255", "cp1255 windows-1255 x-cp1255"],
  ["windows-1256", "cp1256 windows-1256 x-cp1256"],
  ["windows-1257", "cp1257 windows-1257 x-cp1257"],
  ["windows-1258", "cp1258 windows-1258 x-cp1258"],
  ["x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian"],
  ["gbk", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk"],
  ["gb18030", "gb18030"],
  ["big5", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"],
  ["euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp"],
  ["iso-2022-jp", "csiso2022jp iso-2022-jp"],
  ["shift_jis", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis"],
  [
    "euc-kr",
    "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949",
  ],
  ["x-user-defined", "x-user-defined"],
];

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
    expect(read(body, "text/xml; charset=windows-1251")).toEqual({ text, encoding });
  });
});

describe("the shape of the first bytes tells an encoding of more than one byte", () => {
  test.each(["utf-16le", "utf-16be", "utf-32le", "utf-32be"])("%s", (encoding) => {
    for (const text of [XML, "<rss>Grüße, 世界</rss>"]) {
      const body = iconv.encode(text, encoding, { addBOM: false });
      expect(read(body, "text/xml; charset=utf-8")).toEqual({ text, encoding });
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
    ["nothing to go by means windows-1252", bytes(0x93, 0xe9, 0x94), null, "“é”", "windows-1252"],
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
    expect(read(body, contentType)).toEqual({ text, encoding });
  });
});

test("ISO-2022-JP, which is always valid UTF-8, is read as its label says", () => {
  // ESC $ B: JIS X 0208; "世界"; ESC ( B: ASCII.
  const body = bytes(0x3c, 0x1b, 0x24, 0x42, 0x40, 0x24, 0x33, 0x26, 0x1b, 0x28, 0x42, 0x3e);
  expect(read(body, "text/xml; charset=ISO-2022-JP")).toEqual({
    text: "<世界>",
    encoding: "iso-2022-jp",
  });
});

test("bytes that are wrong in their encoding are replaced, not fatal", () => {
  const body = Buffer.concat([bytes(0xef, 0xbb, 0xbf), Buffer.from("a"), bytes(0xff), Buffer.from("b")]);
  expect(read(body, null).text).toBe("a\uFFFDb");
});

test("nothing is an empty text", () => {
  expect(read(Buffer.alloc(0), null)).toEqual({ text: "", encoding: "utf-8" });
});

describe("every label of the Encoding standard is known", () => {
  // https://encoding.spec.whatwg.org/#names-and-labels, without those that mean "replacement".
  test.each(LABELS)("%s", (encoding, labels) => {
    for (const label of labels.split(" ")) {
      const body = Buffer.concat([Buffer.from("<a>"), bytes(0xe4, 0xc4)]);
      expect(read(body, `text/xml; charset=${label}`).encoding).toBe(encoding);
    }
  });
});

describe("labels that are refused", () => {
  test.each(["utf-7", "iso-2022-kr", "hz-gb-2312", "base64", "x".repeat(10_000)])("%s", (label) => {
    expect(read(bytes(0x3c, 0x93, 0x94), `text/xml; charset=${label}`).encoding).toBe("windows-1252");
  });
});

describe("bytes that are UTF-8 but for a few", () => {
  const text = `<a>${"Grüße, 世界. ".repeat(10)}</a>`;
  test("are UTF-8, with the few read as windows-1252", () => {
    const body = Buffer.concat([Buffer.from(text), bytes(0x93, 0xe9, 0x94), Buffer.from(".")]);
    const decoded = decodeText(body, "text/xml; charset=iso-8859-1");
    expect(decoded).toMatchObject({ encoding: "utf-8", encodingFrom: "bytes", brokenBytes: 3 });
    expect(decoded.text.whole()).toBe(`${text}“é”.`);
  });

  test.each([1, 2, 3])("lose a character that the end of the document cuts after %s bytes", (kept) => {
    const body = Buffer.concat([Buffer.from(text), Buffer.from("😀").subarray(0, kept)]);
    const decoded = decodeText(body, "text/xml; charset=iso-8859-1");
    expect(decoded).toMatchObject({ encoding: "utf-8", brokenBytes: 0 });
    expect(decoded.text.whole()).toBe(text);
  });
});

describe("bytes in no known encoding are guessed", () => {
  test.each([
    ["windows-1251", "Кибератака на министерство: хакеры похитили данные сотрудников ведомства"],
    ["koi8-r", "Уязвимость в маршрутизаторах: ведомство предупреждает о новых атаках"],
    ["shift_jis", "政府は新しいサイバーセキュリティ対策を発表した。脆弱性が発見された"],
    ["gb18030", "政府发布了新的网络安全措施,发现了漏洞,黑客攻击了路由器"],
    ["windows-1256", "أعلنت الحكومة عن إجراءات جديدة للأمن السيبراني بعد الهجوم على الوزارة"],
  ])("%s", (encoding, words) => {
    const body = iconv.encode(`<rss><channel><title>${words}</title></channel></rss>`, encoding);
    for (const label of ["", "; charset=utf-8"]) {
      const decoded = decodeText(body, `text/xml${label}`);
      expect(decoded).toMatchObject({ encoding, encodingFrom: "guess" });
      expect(decoded.text.whole()).toContain(words);
    }
  });
});

describe("what decided is told", () => {
  const latin = Buffer.from(declared("iso-8859-1", "é"), "latin1");
  test.each([
    ["byte-order-mark", Buffer.from("\uFEFF<a/>"), null],
    ["first-bytes", Buffer.from("<a></a>", "utf16le"), null],
    ["charset", Buffer.from("<a>é</a>"), "text/xml; charset=utf-8"],
    ["declaration", latin, null],
    ["bytes", Buffer.from("<a>é</a>"), "text/xml; charset=koi8-r"],
    ["default", bytes(0xff, 0xfe - 1), null],
  ])("%s", (encodingFrom, body, contentType) => {
    expect(decodeText(body, contentType)).toMatchObject({ encodingFrom });
  });
});

test("two bytes that might be a character of either are read as an East Asian label says", () => {
  const body = iconv.encode("<a>联通</a>", "gbk");
  expect(read(body, "text/xml; charset=gbk")).toEqual({ text: "<a>联通</a>", encoding: "gbk" });
});

test("pieces never cut a character, wherever it stands", () => {
  for (let shift = 0; shift < 4; shift++) {
    const text = `${"a".repeat(shift)}${"😀".repeat(20_000)}`;
    const pieces = [...decodeText(Buffer.from(text), null).text.pieces()];
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
    expect(pieces.join("")).toBe(text);
  }
});
