import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ConfigError } from "../../../src/errors.ts";
import { UNSAID } from "../../../src/registry/feed-entry.ts";
import { readFeedsFile } from "../../../src/registry/feeds-file.ts";
import { messageOf } from "../../support/builders.ts";

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), "wirefold-unit-"));
});
afterAll(() => rmSync(dir, { recursive: true }));

function file(content: string, name = "feeds"): string {
  const path = join(dir, name);
  writeFileSync(path, content);
  return path;
}

const YAML = "feeds:\n  - https://a.example/\n";
const OPML = '<opml version="2.0"><body><outline xmlUrl="https://a.example/"/></body></opml>';
const FEED = {
  url: "https://a.example/",
  ...UNSAID,
};

describe("the content decides what a file is", () => {
  test.each([
    ["YAML", "a.yaml", YAML],
    ["YAML that is called OPML", "a.opml", YAML],
    ["YAML with a byte order mark", "b.yaml", `\uFEFF${YAML}`],
    ["OPML", "b.opml", OPML],
    ["OPML that is called YAML", "c.yaml", OPML],
    ["OPML with a byte order mark and a declaration", "c.opml", `\uFEFF<?xml version="1.0"?>\n${OPML}`],
    ["OPML after empty lines", "d.opml", `\n\n  ${OPML}`],
  ])("%s", (_, name, content) => {
    expect(readFeedsFile(file(content, name))).toEqual([FEED]);
  });
});

test("the same address twice is one feed, as the last line says", () => {
  const path = file(`feeds:
  - https://a.example/
  - https://b.example/
  - { url: "https://A.example:443/#x", title: A }
`);
  expect(readFeedsFile(path)).toEqual([
    {
      url: "https://a.example/",
      ...UNSAID,
      title: "A",
    },
    {
      url: "https://b.example/",
      ...UNSAID,
    },
  ]);
});

test.each([
  ["YAML", "feeds:\n  - nonsense\n", 2],
  ["OPML", '<opml>\n\n<outline xmlUrl="nonsense"/></opml>', 3],
])("a mistake in %s names the file and the line", (_, content, line) => {
  const path = file(content);
  expect(messageOf(() => readFeedsFile(path), ConfigError)).toBe(
    `${path}:${line}: "nonsense" is not an address`,
  );
});

test.each([
  ["a file that does not exist", "none.yaml", "ENOENT"],
  ["a folder", ".", "EISDIR"],
])("%s cannot be read, and is named", (_, name, reason) => {
  const path = join(dir, name);
  const message = messageOf(() => readFeedsFile(path), ConfigError);
  expect(message).toMatch(`${path} cannot be read: ${reason}`);
});
