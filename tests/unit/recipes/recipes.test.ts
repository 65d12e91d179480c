import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseDocument } from "../../../src/parse/parse-document.ts";
import { addressesToRead } from "../../../src/registry/dated-address.ts";
import type { FeedEntry } from "../../../src/registry/feed-entry.ts";
import { readFeedsFile } from "../../../src/registry/feeds-file.ts";

const FOLDER = join(import.meta.dirname, "../../../recipes");
const NOW = new Date("2026-09-21T16:00:00Z");

const files = globSync("*.yaml", { cwd: FOLDER }).toSorted();
const recipes = files.flatMap((file) => readFeedsFile(join(FOLDER, file)));

const addressOf = ({ url, zone }: FeedEntry): string => addressesToRead(url, zone, NOW, NOW)[0];

/** An article that the list of a recipe links, relative to the list. */
function articleOf({ url }: FeedEntry, number: number): string {
  if (url.includes("allafrica")) return `/stories/20260921001${number}.html`;
  if (url.includes("spacewar")) return `/reports/Ship_${number}_passes_the_strait_999.html`;
  const [, section = "", country] = /org\/(\w+)\/library\/news\/(?:([a-z]+)\/)?/.exec(url) ?? [];
  const topic = country ?? { military: "mil", security: "sec" }[section] ?? section;
  return `${topic}-260921-some-mod0${number}.htm`;
}

test("there are recipes, each a page", () => {
  expect(files).toEqual(["globalsecurity.yaml", "republishers.yaml"]);
  expect(recipes).toHaveLength(19);
  for (const { page, title } of recipes)
    expect([page?.item, title]).toEqual([expect.any(String), expect.any(String)]);
});

test.each(recipes.map((recipe) => [recipe.title, recipe] as const))(
  "the list of %s yields its articles, and nothing else",
  async (_, recipe) => {
    const { page, zone } = recipe;
    const url = addressOf(recipe);
    const [first, second] = [articleOf(recipe, 1), articleOf(recipe, 2)];
    const list = `<html><head><title>Latest</title></head><body bgcolor="#ffffff">
      <a href="/"><img src="/logo.gif" alt="Home"></a> <a href="../index.html">Archive</a> <a href="09-20_index.htm">Day before</a>
      <table><tr><td><font size=2><ul>
        <li><a href="${first}">Two ships pass in the strait</a> Some Ministry of Defence
        <li><A HREF="${new URL(second, url).href}">A third one follows</A>
      </ul></font></table>
      <a href="mailto:info@site.example">Mail</a> <a href="https://shop.example/">Shop</a>`;
    const document = await parseDocument(
      { body: Buffer.from(list), contentType: "text/html", url },
      { page, zone },
    );
    expect(document.entries.map((entry) => [entry.title, entry.url])).toEqual([
      ["Two ships pass in the strait", new URL(first, url).href],
      ["A third one follows", new URL(second, url).href],
    ]);
  },
);

test("GlobalSecurity's list of a day has the contracts that the Pentagon announced as well", async () => {
  const recipe = recipes.find(({ url }) => url.includes("{dd}"));
  const list = '<p><a href="dod-contracts_4194643.htm">Contracts for Sept. 21, 2026</a>';
  const source = { body: Buffer.from(list), contentType: null, url: recipe ? addressOf(recipe) : null };
  const { entries } = await parseDocument(source, { page: recipe?.page ?? null, zone: null });
  expect(entries[0]?.url).toBe(
    "https://www.globalsecurity.org/military/library/news/2026/09/dod-contracts_4194643.htm",
  );
});

test("each says what is verified and what is not", () => {
  for (const file of files) {
    const text = readFileSync(join(FOLDER, file), "utf8");
    expect(text).toMatch(/^#.*Verified/im);
    expect(text).toMatch(/^#.*Not verified/im);
  }
});
