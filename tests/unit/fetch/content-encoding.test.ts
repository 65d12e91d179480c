import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { ACCEPT_ENCODING, decodeContent } from "../../../src/fetch/content-encoding.ts";

const MEGABYTE = 1024 * 1024;
const TEXT = Buffer.from("<rss>é</rss>".repeat(1_000));
const ZEROS = Buffer.alloc(20 * MEGABYTE);

const CODINGS: readonly [name: string, header: string, compress: (body: Buffer) => Buffer][] = [
  ["gzip", "gzip", gzipSync],
  ["gzip under its old name", "x-gzip", gzipSync],
  ["gzip in capitals, with a space", " GZip", gzipSync],
  ["brotli", "br", brotliCompressSync],
  ["deflate as the standard means it", "deflate", deflateSync],
  ["deflate without zlib's wrapper", "deflate", deflateRawSync],
];

describe.each(CODINGS)("%s", (_, header, compress) => {
  test("is undone", async () => {
    expect(await decodeContent(compress(TEXT), header, MEGABYTE)).toEqual(TEXT);
  });

  test("may decode to as much as is allowed, and no byte more", async () => {
    const body = compress(TEXT);
    expect(await decodeContent(body, header, TEXT.length)).toEqual(TEXT);
    await expect(decodeContent(body, header, TEXT.length - 1)).rejects.toMatchObject({
      code: "FETCH_TOO_LARGE",
    });
  });

  test("that holds a bomb ends at the limit", async () => {
    const bomb = compress(ZEROS);
    expect(bomb.length).toBeLessThan(MEGABYTE / 10);
    await expect(decodeContent(bomb, header, MEGABYTE)).rejects.toMatchObject({
      code: "FETCH_TOO_LARGE",
      message: "The document is larger than 1048576 bytes",
    });
  });

  test("that ends in the middle is no document", async () => {
    const body = compress(TEXT);
    const half = body.subarray(0, body.length / 2);
    await expect(decodeContent(half, header, MEGABYTE)).rejects.toMatchObject({ code: "FETCH_ENCODING" });
  });

  test("that is something else is refused, with the reason kept", async () => {
    await expect(decodeContent(Buffer.from("<rss/>"), header, MEGABYTE)).rejects.toMatchObject({
      code: "FETCH_ENCODING",
      cause: expect.any(Error) as Error,
    });
  });

  test("of nothing is nothing", async () => {
    expect(await decodeContent(Buffer.alloc(0), header, MEGABYTE)).toHaveLength(0);
  });
});

test.each([null, "", "identity"])(
  "a gzip file that is sent as %j is undone once, within the limit",
  async (header) => {
    expect(await decodeContent(gzipSync(TEXT), header, MEGABYTE)).toEqual(TEXT);
    const twice = gzipSync(gzipSync(TEXT));
    expect(await decodeContent(twice, header, MEGABYTE)).toEqual(gzipSync(TEXT));
    await expect(decodeContent(gzipSync(ZEROS), header, MEGABYTE)).rejects.toMatchObject({
      code: "FETCH_TOO_LARGE",
    });
  },
);

test("gzip in several members is one body, under one limit; what is behind them is not looked at", async () => {
  const body = Buffer.concat([gzipSync("a"), gzipSync("b"), Buffer.from("\0garbage")]);
  expect((await decodeContent(body, "gzip", 2)).toString()).toBe("ab");
  await expect(decodeContent(body, "gzip", 1)).rejects.toMatchObject({ code: "FETCH_TOO_LARGE" });
});

test.each([null, "", "identity", " Identity "])(
  "content encoding %j leaves the body as it is",
  async (header) => {
    expect(await decodeContent(TEXT, header, MEGABYTE)).toBe(TEXT);
  },
);

test.each(["zstd", "compress", "utf-8", "gzip, gzip", "gzip,br"])(
  "content encoding %j was not asked for and is refused",
  async (header) => {
    await expect(decodeContent(gzipSync(TEXT), header, MEGABYTE)).rejects.toMatchObject({
      code: "FETCH_ENCODING",
      message: `The server used Content-Encoding "${header}", which was not asked for`,
    });
  },
);

test("a damaged gzip body is found by its checksum", async () => {
  const body = gzipSync(TEXT);
  body.writeUInt32LE(0, body.length - 8);
  await expect(decodeContent(body, "gzip", MEGABYTE)).rejects.toMatchObject({ code: "FETCH_ENCODING" });
});

test("everything that is asked for can be undone", async () => {
  const known = new Set(CODINGS.map(([, header]) => header));
  expect(ACCEPT_ENCODING.split(", ").filter((name) => !known.has(name))).toEqual([]);
});
