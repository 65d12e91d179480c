import { expect, test } from "vitest";
import { readBlocks } from "../../../../src/extract/body/read-blocks.ts";
import { readPage } from "../../../../src/extract/page/read-page.ts";

test("the title of a page without a head is no line of it", () => {
  const page = readPage(
    "<title>Low water - A paper of the valley</title><h1>Low water</h1><p>It rained.</p>",
  );
  expect(readBlocks(page, new Set()).map(({ text }) => text)).toEqual(["Low water", "It rained."]);
});
