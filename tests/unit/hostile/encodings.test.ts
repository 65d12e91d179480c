import iconv from "iconv-lite";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WirefoldError } from "../../../src/errors.ts";
import type { Item } from "../../../src/item.ts";
import { digest } from "../../support/digest.ts";
import { unlistedMarkup } from "../../support/unlisted-markup.ts";

const feed = (title: string, label = ""): string =>
  `<?xml version="1.0"${label && ` encoding="${label}"`}?><rss><channel><item><title>${title}</title><description>${title}</description></item></channel></rss>`;

const SCRIPT = "<img src=x onerror=alert(1)>";

/** Whatever the bytes are, items are text, and nothing in them does anything. */
function expectHarmless(items: readonly Item[]): void {
  expect(JSON.stringify(items).isWellFormed()).toBe(true);
  expect(JSON.stringify(items)).not.toMatch(/\\ud[89a-f]/i);
  expect(items.flatMap(({ html }) => unlistedMarkup(html ?? ""))).toEqual([]);
}

describe("an encoding that hides markup", () => {
  test.each([
    [
      "UTF-7 is not decoded",
      Buffer.from(feed("+ADw-img src+AD0-x onerror+AD0-alert(1)+AD4-", "utf-7")),
      "utf-7",
    ],
    ["UTF-7 in the header is not decoded", Buffer.from(feed("+ADw-script+AD4-")), "utf-7"],
    ["HZ is not decoded", Buffer.from(feed("~{<:Ky2;R;~}", "hz-gb-2312")), "hz-gb-2312"],
    ["an overlong < is none", Buffer.from(feed("\xC0\xBCscript\xC0\xBE"), "latin1"), "utf-8"],
  ])("%s", async (_, body, charset) => {
    const items = await digest(body, charset && `text/xml; charset=${charset}`);
    expect(items).toHaveLength(1);
    expectHarmless(items);
    expect(JSON.stringify(items)).not.toMatch(/<(?:img|script)/);
  });

  /** Bytes that are no UTF-8 are given to iconv-lite, which knows UTF-7; what comes out is made safe all the same. */
  test("UTF-7 is not decoded where other bytes are no UTF-8", async () => {
    const body = Buffer.concat([Buffer.from(feed("+ADw-b+AD4-")), Buffer.from("<!-- \xFF -->", "latin1")]);
    const [item] = await digest(body, "text/xml; charset=utf-7");
    expect(item?.text).toBe("+ADw-b+AD4-");
  });

  test.each(["IBM037", "IBM1047", "ISO-2022-KR", "ISO-2022-CN", "x-user-defined", "replacement"])(
    "a label of %s on ASCII changes nothing",
    async (label) => {
      const items = await digest(feed("A", label), `text/xml; charset=${label}`);
      expect(items).toMatchObject([{ title: "A" }]);
    },
  );
});

describe("the encodings of the web are read", () => {
  test.each([
    ["Shift_JIS", "日本語"],
    ["GB18030", "中文"],
    ["Big5", "中文"],
    ["EUC-KR", "한국어"],
    ["KOI8-R", "Привет"],
    ["windows-1251", "Привет"],
    ["ISO-8859-1", "Grüße"],
  ])("%s", async (label, title) => {
    const body = iconv.encode(feed(title, label), label);
    expect(await digest(body)).toMatchObject([{ title, text: title }]);
    expect(await digest(iconv.encode(feed(title), label), `text/xml; charset=${label}`)).toMatchObject([
      { title },
    ]);
  });
});

describe("a label that is none", () => {
  test.each([
    ["unknown", "x-nope"],
    ["of 10 KB", "x".repeat(10_000)],
    ["a path", "../../etc/passwd"],
    ["a name of JavaScript", "__proto__"],
    ["empty", ""],
  ])("is as good as none: %s", async (_, label) => {
    expect(await digest(feed("Grüße", label), `text/xml; charset=${label}`)).toMatchObject([
      { title: "Grüße" },
    ]);
    const other = iconv.encode(feed("Grüße", label.slice(0, 100)), "windows-1252");
    expect(await digest(other, `text/xml; charset=${label}`)).toMatchObject([{ title: "Grüße" }]);
  });
});

describe("bytes that are none of the encoding", () => {
  test.each([
    ["a byte alone", [0xff]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["a surrogate, as CESU-8 writes it", [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ["more than Unicode has", [0xf4, 0x90, 0x80, 0x80]],
    ["a character that is cut off", [0xf0, 0x9f, 0x98]],
  ])("make a mark, and the item is well-formed: %s", async (_, bytes) => {
    const [start = "", end = ""] = feed("A|B").split("</title>")[0]!.split("|");
    const body = Buffer.concat([
      Buffer.from([0xef, 0xbb, 0xbf]),
      Buffer.from(start),
      Buffer.from(bytes),
      Buffer.from(`${end}</title></item></channel></rss>`),
    ]);
    const items = await digest(body);
    expect(items[0]?.title).toMatch(/^A\uFFFD+B$/);
    expectHarmless(items);
  });

  test.each(["utf-16le", "utf-16be"])("halves of characters in %s", async (encoding) => {
    const text = feed("A\uD83DB\uDE00C");
    const body = Buffer.from(`\uFEFF${text}`, "utf16le");
    const items = await digest(encoding === "utf-16be" ? body.swap16() : body);
    expect(items).toMatchObject([{ title: "A\uFFFDB\uFFFDC" }]);
    expectHarmless(items);
  });

  test("halves of characters in UTF-32", async () => {
    const text = Array.from(feed("A\u0001B"), (character) =>
      character === "\u0001" ? 0xd83d : (character.codePointAt(0) ?? 0),
    );
    const body = Buffer.concat(
      [0xfeff, ...text].map((code) => {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32LE(code);
        return bytes;
      }),
    );
    const items = await digest(body);
    expect(items[0]?.title).toMatch(/^A\uFFFD?B$/);
    expectHarmless(items);
  });
});

test("of any bytes in any encoding come harmless items, or an error of ours", async () => {
  const labels = [
    "utf-8",
    "utf-7",
    "utf-16le",
    "utf-32",
    "shift_jis",
    "gb18030",
    "iso-2022-jp",
    "ibm037",
    "x",
    "__proto__",
  ];
  const frame = (inner: Buffer, label: string): Buffer =>
    Buffer.concat([
      Buffer.from(`<?xml version="1.0" encoding="${label}"?><rss><channel><item><title>A`),
      inner,
      Buffer.from(`</title><description><![CDATA[${SCRIPT}`),
      inner,
      Buffer.from("]]></description><guid>"),
      inner,
      Buffer.from("</guid></item></channel></rss>"),
    ]);
  const document = fc
    .tuple(
      fc.uint8Array({ maxLength: 60 }),
      fc.constantFrom(...labels),
      fc.boolean(),
      fc.constantFrom([], [0xef, 0xbb, 0xbf], [0xff, 0xfe], [0xfe, 0xff], [0xff, 0xfe, 0, 0]),
    )
    .map(([bytes, label, isFramed, mark]) => ({
      body: Buffer.concat([
        Buffer.from(mark),
        isFramed ? frame(Buffer.from(bytes), label) : Buffer.from(bytes),
      ]),
      label,
    }));
  await fc.assert(
    fc.asyncProperty(document, async ({ body, label }) => {
      const items = await digest(body, `text/xml; charset=${label}`).catch((error: unknown) => {
        if (error instanceof WirefoldError) return [];
        throw error;
      });
      expectHarmless(items);
    }),
    { numRuns: 400 },
  );
});
