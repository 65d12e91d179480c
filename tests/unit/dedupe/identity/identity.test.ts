import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { featuresOf } from "../../../../src/dedupe/identity/features.ts";
import { type Identity, identify } from "../../../../src/dedupe/identity/identity.ts";
import { placesOf } from "../../../../src/dedupe/identity/place.ts";
import type { Entry, IdentityPolicy } from "../../../../src/model.ts";
import { canonicalUrl } from "../../../../src/normalize/address/canonical-url.ts";
import { anEntry } from "../../../support/items.ts";

const OWN = placesOf(["https://site.example/feed.xml", "https://site.example/news/"]);

const identities = (entries: Partial<Entry>[], feed = "f1", policy: IdentityPolicy = "guid"): Identity[] =>
  identify(
    feed,
    policy,
    entries.map((said) =>
      featuresOf({ entry: anEntry(said), canonicalUrl: canonicalUrl(said.url ?? null) }, OWN),
    ),
  );

function identity(said: Partial<Entry>, feed = "f1", policy: IdentityPolicy = "guid"): Identity {
  const [found] = identities([said], feed, policy);
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
    itemId: "bac1454719e628115f981",
    sharedItemId: "beead18a3e08f449aae5f",
    key: "k:6b4ec5ae64cb28f6145b",
    keyFrom: "guid",
    keyShared: false,
    exact: "x:70fb677cee61",
    alias: "a:d637b03b6b798cd08cc0",
    address: "c1370cb6648d52af9d77",
    addressShared: false,
    title: "559aead0",
    wording: "f475fdd12d98",
  });
});

test("an item id carries the version of its algorithm and is safe in keys and addresses", () => {
  expect(identity(ENTRY).itemId).toMatch(/^b[0-9a-f]{20}$/);
});

describe("the guid", () => {
  const { guid, ...rest } = ENTRY;

  test("alone recognizes an entry, whatever else it says", () => {
    const changed = { guid, url: "https://site.example/moved", title: "A, corrected", summary: null };
    expect(identity(changed).key).toBe(identity(ENTRY).key);
  });

  test("that is missing is the address", () => {
    expect(identity({ ...rest, title: "B" }).key).toBe(identity(rest).key);
    expect(identity({ ...rest, url: "https://site.example/b" }).key).not.toBe(identity(rest).key);
    expect(identity({ ...rest, url: `${rest.url}?utm_source=rss` }).key).toBe(identity(rest).key);
  });

  test("that is missing is the address with its fragment: some feeds tell entries apart by nothing else", () => {
    expect(identity({ ...rest, url: `${rest.url}#x` }).key).not.toBe(
      identity({ ...rest, url: `${rest.url}#y` }).key,
    );
  });

  test("that is missing like the address is the words", () => {
    const words = identity({ title: "A", summary: "S" }).key;
    expect(identity({ title: "A", content: "S" }).key).toBe(words);
    expect(identity({ title: "A", summary: "S", authors: ["Ann"] }).key).toBe(words);
    expect(identity({ title: "A", summary: "T" }).key).not.toBe(words);
    expect(identity({ title: "B", summary: "S" }).key).not.toBe(words);
  });
});

describe("the item id", () => {
  test("differs from feed to feed", () => {
    expect(identity(ENTRY, "f2").itemId).not.toBe(identity(ENTRY, "f1").itemId);
  });

  test("differs from guid to guid, and without one from address to address", () => {
    const entries = [
      ENTRY,
      { ...ENTRY, guid: "x" },
      { ...ENTRY, guid: null },
      { url: "https://site.example/x" },
    ];
    expect(new Set(entries.map((said) => identity(said).itemId)).size).toBe(4);
  });

  test("depends on nothing but what the policy goes by", () => {
    const url = "http://site.example/a?utm_source=rss";
    const changed = { ...ENTRY, title: "A, corrected", summary: "New", url };
    expect(identity(changed).itemId).toBe(identity(ENTRY).itemId);
    expect(identity({ ...changed, guid: "x" }, "f1", "address").itemId).toBe(
      identity(ENTRY, "f1", "address").itemId,
    );
    const moved = { ...ENTRY, guid: "x", url: "https://site.example/moved" };
    expect(identity(moved, "f1", "words").itemId).toBe(identity(ENTRY, "f1", "words").itemId);
  });

  test("of an entry under a shared key is its own", () => {
    const [first, second] = identities([ENTRY, { ...ENTRY, title: "B" }]);
    expect(first?.itemId).toBe(second?.itemId);
    expect(first?.sharedItemId).not.toBe(second?.sharedItemId);
    expect(first?.sharedItemId).not.toBe(first?.itemId);
  });
});

describe("the exact identity", () => {
  const exact = (said: Partial<Entry>): string => identity(said).exact;

  test("does not depend on the guid, nor on the text of an entry with address and title", () => {
    expect(exact({ ...ENTRY, guid: "x", summary: "New" })).toBe(exact(ENTRY));
    expect(exact({ ...ENTRY, title: "B" })).not.toBe(exact(ENTRY));
    expect(exact({ ...ENTRY, url: "https://site.example/b" })).not.toBe(exact(ENTRY));
  });

  test.each([
    ["an address", { ...ENTRY, url: null }],
    ["a title", { ...ENTRY, title: null }],
  ])("takes the text in where there is not %s", (_, said) => {
    expect(exact({ ...said, summary: "New" })).not.toBe(exact(said));
  });

  test("takes the text in where entries of the document have address and title in common", () => {
    const [first, second] = identities([ENTRY, { ...ENTRY, guid: "x", summary: "New" }]);
    expect(first?.exact).not.toBe(second?.exact);
  });
});

describe("the policy", () => {
  const key = (said: Partial<Entry>, policy: IdentityPolicy): string => identity(said, "f1", policy).key;

  test("`address` goes by the address, else by the words, whatever the guid is", () => {
    expect(key({ ...ENTRY, guid: "x", title: "B" }, "address")).toBe(key(ENTRY, "address"));
    expect(key({ ...ENTRY, url: null, guid: "x" }, "address")).toBe(key(ENTRY, "words"));
  });

  test("`words` goes by title and text, and keeps no other feed's item back by an address", () => {
    expect(key({ title: "A", summary: "About A" }, "words")).toBe(key(ENTRY, "words"));
    expect(key({ ...ENTRY, summary: "New" }, "words")).not.toBe(key(ENTRY, "words"));
    expect(identity(ENTRY, "f1", "words").address).toBeNull();
  });

  test("of an entry without a guid gives the same key as `address`: nothing changes when the feed's does", () => {
    expect(key({ ...ENTRY, guid: null }, "guid")).toBe(key(ENTRY, "address"));
  });

  test.each(["address", "words"] as const)("`%s` knows no alias: that is a guid", (policy) => {
    expect(identity(ENTRY, "f1", policy).alias).toBeNull();
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
  identities(entries).map(({ keyShared, addressShared }) => [keyShared, addressShared]);

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
    fc.constantFrom(
      "x",
      "y",
      "N/A",
      "https://site.example/1",
      "https://site.example/2",
      "http://site.example/1/",
    ),
  );
  const entries = fc.array(fc.record({ guid: text, url: text, title: text, summary: text }), {
    maxLength: 8,
  });

  test("the identities do not depend on the order of the entries, nor their ids on entries that share nothing with them", () => {
    fc.assert(
      fc.property(entries, (document) => {
        const found = identities(document);
        expect(identities(document.toReversed()).toReversed()).toEqual(found);
        const own = found.flatMap(({ keyShared, itemId }, at) =>
          keyShared ? [] : [[itemId, identity(document[at] ?? {}).itemId]],
        );
        for (const [itemId, alone] of own) expect(itemId).toBe(alone);
      }),
    );
  });

  test("the ids depend on nothing that a publisher varies from poll to poll, and on no order", () => {
    const named = fc.record({
      name: fc.nat(),
      texts: fc.tuple(fc.string(), fc.string()),
      times: fc.tuple(fc.date({ noInvalidDate: true }), fc.date({ noInvalidDate: true })),
    });
    const documents = fc.uniqueArray(named, { selector: ({ name }) => name, minLength: 1, maxLength: 8 });
    const date = (time: Date) =>
      ({ value: time.toISOString(), from: "pubDate", precision: "second", zoneAssumed: null }) as const;
    fc.assert(
      fc.property(documents, fc.constantFrom("guid", "address" as const), (articles, policy) => {
        const [first, second] = [0, 1].map((poll) =>
          articles.map(
            ({ name, texts, times }): Partial<Entry> => ({
              guid: policy === "guid" ? `tag:${name}` : `${poll} ${name}`,
              url: `https://site.example/${name}?a=1${poll > 0 ? "&utm_source=x#utm_campaign=y" : ""}`,
              title: texts[poll] ?? null,
              summary: texts[1 - poll] ?? null,
              published: date(times[poll] ?? new Date(0)),
            }),
          ),
        );
        const ids = (document: Partial<Entry>[] = []) =>
          identities(document, "f1", policy).map(({ itemId }) => itemId);
        expect(ids(second?.toReversed()).toReversed()).toEqual(ids(first));
        expect(new Set(ids(first)).size).toBe(articles.length);
      }),
    );
  });

  test("what is not shared is held by one item", () => {
    fc.assert(
      fc.property(entries, (document) => {
        const found = identities(document);
        const unshared = found.filter(({ keyShared }) => !keyShared);
        const items = unshared.map(({ key }) =>
          found.filter((other) => other.key === key).map(({ itemId }) => itemId),
        );
        for (const ids of items) expect(new Set(ids).size).toBe(1);
      }),
    );
  });
});
