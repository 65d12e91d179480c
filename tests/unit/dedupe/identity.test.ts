import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Candidate, type Identity, identify } from "../../../src/dedupe/identity.ts";
import type { Entry } from "../../../src/model.ts";
import { canonicalUrl } from "../../../src/normalize/canonical-url.ts";
import { anEntry } from "../../support/items.ts";

const candidate = (said: Partial<Entry>): Candidate => ({
  entry: anEntry(said),
  canonicalUrl: canonicalUrl(said.url ?? null),
});
const identities = (entries: Partial<Entry>[], feed = "f1"): Identity[] =>
  identify(feed, entries.map(candidate));

function identity(said: Partial<Entry>, feed = "f1"): Identity {
  const [found] = identities([said], feed);
  if (!found) throw new Error("an entry must have an identity");
  return found;
}

const ENTRY = {
  guid: "https://site.example/?p=7",
  url: "https://www.site.example/a/",
  title: "A",
  summary: "About A",
};

test("identities never change: stored ones would match nothing, and everything would be published again", () => {
  expect(identity(ENTRY)).toEqual({
    itemId: "adac1ad35b8b73d82d12a",
    guid: "g:6b4ec5ae64cb28f6145b",
    guidShared: false,
    exact: "x:ce7e540ebe3d",
    alias: "a:d637b03b6b798cd08cc0",
    address: "c1370cb6648d52af9d77",
    addressShared: false,
    title: "559aead0",
  });
});

test("an item id carries the version of its algorithm and is safe in keys and addresses", () => {
  expect(identity(ENTRY).itemId).toMatch(/^a[0-9a-f]{20}$/);
});

describe("the guid", () => {
  const { guid, ...rest } = ENTRY;

  test("alone recognizes an entry, whatever else it says", () => {
    const changed = { guid, url: "https://site.example/moved", title: "A, corrected", summary: null };
    expect(identity(changed).guid).toBe(identity(ENTRY).guid);
  });

  test("that is missing is the address", () => {
    expect(identity({ ...rest, title: "B" }).guid).toBe(identity(rest).guid);
    expect(identity({ ...rest, url: "https://site.example/b" }).guid).not.toBe(identity(rest).guid);
    expect(identity({ ...rest, url: `${rest.url}?utm_source=rss` }).guid).toBe(identity(rest).guid);
  });

  test("that is missing is the address with its fragment: some feeds tell entries apart by nothing else", () => {
    expect(identity({ ...rest, url: `${rest.url}#x` }).guid).not.toBe(
      identity({ ...rest, url: `${rest.url}#y` }).guid,
    );
  });

  test("that is missing like the address is the words", () => {
    const words = identity({ title: "A", summary: "S" }).guid;
    expect(identity({ title: "A", content: "S" }).guid).toBe(words);
    expect(identity({ title: "A", summary: "S", authors: ["Ann"] }).guid).toBe(words);
    expect(identity({ title: "A", summary: "T" }).guid).not.toBe(words);
    expect(identity({ title: "B", summary: "S" }).guid).not.toBe(words);
  });
});

describe("the item id", () => {
  test("differs from feed to feed", () => {
    expect(identity(ENTRY, "f2").itemId).not.toBe(identity(ENTRY, "f1").itemId);
  });

  test("differs from guid to guid and from address to address", () => {
    const ids = [ENTRY, { ...ENTRY, guid: "x" }, { ...ENTRY, url: "https://site.example/x" }].map(
      (said) => identity(said).itemId,
    );
    expect(new Set(ids).size).toBe(3);
  });

  test("does not change when the article does", () => {
    const changed = { ...ENTRY, title: "A, corrected", summary: "New", url: `${ENTRY.url}?utm_source=rss` };
    expect(identity(changed).itemId).toBe(identity(ENTRY).itemId);
  });
});

describe("the alias", () => {
  test("survives a move of the site", () => {
    const moved = { ...ENTRY, guid: "http://new.example/?p=7", url: "http://new.example/a/" };
    expect(identity(moved).alias).toBe(identity(ENTRY).alias);
  });

  test("tells entries with the same path apart by their titles: a planet carries many sites", () => {
    expect(identity({ ...ENTRY, title: "B" }).alias).not.toBe(identity(ENTRY).alias);
  });

  test("tells entries with the same title apart by their paths", () => {
    expect(identity({ ...ENTRY, guid: "https://site.example/?p=8" }).alias).not.toBe(identity(ENTRY).alias);
  });

  test.each([
    ["a guid", { ...ENTRY, guid: null }],
    ["a title", { ...ENTRY, title: null }],
    ["an address as its guid", { ...ENTRY, guid: "tag:site.example,2021:7" }],
    ["a path in it", { ...ENTRY, guid: "https://site.example" }],
  ])("needs %s", (_, said) => {
    expect(identity(said).alias).toBeNull();
  });
});

const addressOf = (url: string): string | null => identity({ url }).address;

describe("the address", () => {
  const known = addressOf("https://site.example/a");

  test.each([
    "http://site.example/a",
    "https://www.site.example/a",
    "https://site.example/a/",
    "https://site.example/a//",
    "https://SITE.example:443/a#x",
    "https://site.example/a?utm_source=rss",
  ])("%s is the same article", (url) => {
    expect(known).not.toBeNull();
    expect(addressOf(url)).toBe(known);
  });

  test.each([
    "https://site.example/A",
    "https://site.example/b",
    "https://site.example/a?id=1",
    "https://site.example:8443/a",
    "https://m.site.example/a",
    "https://site.example/#/a",
    "https://site.example//a",
  ])("%s is another", (url) => {
    expect(addressOf(url)).not.toBe(known);
  });

  test.each(["https://site.example", "https://site.example/", "http://www.site.example//", "javascript:x"])(
    "%s identifies nothing",
    (url) => {
      expect(addressOf(url)).toBeNull();
    },
  );

  test("is the same in every feed", () => {
    expect(identity({ url: "https://site.example/a", guid: "x" }, "f2").address).toBe(known);
  });

  test("of half a million slashes is none", () => {
    expect(addressOf(`https://site.example${"/".repeat(500_000)}x`)).toBeNull();
  });
});

const shared = (entries: Partial<Entry>[]): boolean[][] =>
  identities(entries).map(({ guidShared, addressShared }) => [guidShared, addressShared]);

describe("an identity that different entries share proves nothing", () => {
  test("when one guid is given to everything", () => {
    const entries = [1, 2].map((at) => ({ guid: "x", url: `https://site.example/${at}` }));
    expect(shared([...entries, { guid: "y", url: "https://site.example/3" }])).toEqual([
      [true, false],
      [true, false],
      [false, false],
    ]);
  });

  test("when one address is given to everything", () => {
    const entries = ["x", "y"].map((guid) => ({ guid, url: "https://site.example/latest" }));
    expect(shared(entries)).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  test("but an entry that is printed twice is one entry", () => {
    expect(shared([ENTRY, ENTRY])).toEqual([
      [false, false],
      [false, false],
    ]);
  });

  test("and entries without an address share none", () => {
    expect(shared([{ guid: "x" }, { guid: "y" }])).toEqual([
      [false, false],
      [false, false],
    ]);
  });
});

describe("for any document", () => {
  const text = fc.option(
    fc.constantFrom("x", "y", "https://site.example/1", "https://site.example/2", "http://site.example/1/"),
  );
  const entries = fc.array(fc.record({ guid: text, url: text, title: text, summary: text }), {
    maxLength: 8,
  });

  test("the identities do not depend on the order of the entries, nor their ids on entries that share nothing with them", () => {
    fc.assert(
      fc.property(entries, (document) => {
        const found = identities(document);
        expect(identities(document.toReversed()).toReversed()).toEqual(found);
        const own = found.flatMap(({ guidShared, itemId }, at) =>
          guidShared ? [] : [[itemId, identity(document[at] ?? {}).itemId]],
        );
        for (const [itemId, alone] of own) expect(itemId).toBe(alone);
      }),
    );
  });

  test("what is not shared is held by one item", () => {
    fc.assert(
      fc.property(entries, (document) => {
        const found = identities(document);
        const unshared = found.filter(({ guidShared }) => !guidShared);
        const items = unshared.map(({ guid }) =>
          found.filter((other) => other.guid === guid).map(({ itemId }) => itemId),
        );
        for (const ids of items) expect(new Set(ids).size).toBe(1);
      }),
    );
  });
});
