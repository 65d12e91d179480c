import { expect, test } from "vitest";
import { readFacts } from "../../../../src/extract/metadata/page-facts.ts";
import { readPage } from "../../../../src/extract/page/read-page.ts";

test("bylines that stand in each other are not read again for each of them", () => {
  const page = readPage(
    `${'<div class="byline date" itemprop="author">'.repeat(500)}${"<i></i>".repeat(290_000)}`,
  );
  // Read again each time, it takes more than a minute, and the runner's own limit fails the test.
  expect(readFacts(page).bylines).toEqual([]);
});
