import { describe, expect, test } from "vitest";
import { featuresOf } from "../../../../src/dedupe/identity/features.ts";
import {
  areAllGuidsNew,
  areGuidsUnstable,
  decidePolicy,
} from "../../../../src/dedupe/identity/identity-policy.ts";
import { identify } from "../../../../src/dedupe/identity/identity.ts";
import type { Trace } from "../../../../src/dedupe/identity/trace.ts";
import type { Entry, IdentityDecision, IdentityPolicy } from "../../../../src/model.ts";
import { canonicalUrl } from "../../../../src/normalize/address/canonical-url.ts";
import { anEntry } from "../../../support/items.ts";

const NOW = new Date("2026-03-01T12:00:00Z");
const BEFORE = "2026-01-01T00:00:00.000Z";

const features = (entries: Partial<Entry>[]) =>
  entries.map((said) =>
    featuresOf({ entry: anEntry(said), canonicalUrl: canonicalUrl(said.url ?? null) }, new Set()),
  );

type Change = (at: number) => Partial<Entry>;

/** So many good entries, and what is said otherwise of the first of them. */
const document = (count: number, changed = 0, change: Change = () => ({})): Partial<Entry>[] =>
  Array.from({ length: count }, (_, at) => ({
    guid: `g${at}`,
    url: `https://site.example/${at}`,
    title: `Title ${at}`,
    summary: `Text ${at}`,
    ...(at < changed && change(at)),
  }));

const inForce = (policy: IdentityPolicy, reason: IdentityDecision["reason"]): IdentityDecision => ({
  policy,
  version: "b",
  reason,
  since: BEFORE,
});

const decide = (
  entries: Partial<Entry>[],
  before: IdentityDecision | null = null,
  operator: IdentityPolicy | null = null,
): string => {
  const { policy, reason } = decidePolicy(operator, before, features(entries), NOW);
  return `${policy}: ${reason}`;
};

const noGuid: Change = () => ({ guid: null });
const oneGuid: Change = () => ({ guid: "g" });
const noGuidOneAddress: Change = () => ({ guid: null, url: "https://site.example/latest" });

describe("without the operator's word, the document decides", () => {
  test.each<[string, Partial<Entry>[], string]>([
    ["good guids", document(20), "guid: default"],
    ["no entries", [], "guid: default"],
    ["no guids", document(20, 20, noGuid), "address: guids-missing"],
    ["placeholders", document(20, 20, () => ({ guid: "N/A" })), "address: guids-missing"],
    ["one guid for all", document(20, 20, oneGuid), "address: guids-shared"],
    ["two guids for all", document(20, 20, (at) => ({ guid: `g${at % 2}` })), "address: guids-shared"],
    ["one guid missing", document(4, 1, noGuid), "guid: default"],
    ["two of four missing", document(4, 2, noGuid), "address: guids-missing"],
    ["two of three missing", document(3, 2, noGuid), "guid: default"],
    ["two of 40 missing: 5 %", document(40, 2, noGuid), "guid: default"],
    ["three of 40 missing", document(40, 3, noGuid), "address: guids-missing"],
    ["two entries under one guid", document(20, 2, oneGuid), "guid: default"],
    ["three entries under one guid", document(20, 3, oneGuid), "address: guids-shared"],
    ["three under one guid of 60", document(60, 3, oneGuid), "guid: default"],
    [
      "articles that are printed in two versions",
      document(20, 10, (at) => {
        const article = Math.floor(at / 2);
        return { guid: `a${article}`, url: `https://site.example/a${article}`, title: `A${article}` };
      }),
      "guid: default",
    ],
    ["entries that are printed thrice", [...document(5), ...document(5), ...document(5)], "guid: default"],
    [
      "no guids and no addresses",
      document(20, 20, () => ({ guid: null, url: null })),
      "words: guids-missing",
    ],
    ["no guids and one address for all", document(20, 20, noGuidOneAddress), "words: guids-missing"],
    [
      "no guids, and half of the addresses",
      document(20, 20, (at) => ({ guid: null, ...(at < 10 && { url: null }) })),
      "address: guids-missing",
    ],
    ["bad addresses and good guids", document(20, 20, () => ({ url: null })), "guid: default"],
    [
      "one guid, one address and one title for all",
      document(20, 20, () => ({ guid: "g", url: "https://site.example/latest", title: "Latest" })),
      "words: guids-shared",
    ],
  ])("%s", (_, entries, decision) => {
    expect(decide(entries)).toBe(decision);
    expect(decide(entries.toReversed())).toBe(decision);
  });
});

describe("what is in force", () => {
  test("stays when the guids become fine again", () => {
    expect(decide(document(20), inForce("address", "guids-shared"))).toBe("address: guids-shared");
    expect(decide(document(20), inForce("words", "guids-missing"))).toBe("words: guids-missing");
  });

  test("gets worse when the addresses fail too", () => {
    expect(decide(document(20, 20, noGuidOneAddress), inForce("address", "guids-missing"))).toBe(
      "words: addresses-shared",
    );
  });

  test("keeps its time, and a change has its own", () => {
    const since = (before: IdentityDecision | null, operator: IdentityPolicy | null = null) =>
      decidePolicy(operator, before, features(document(20)), NOW).since;
    expect(since(null)).toBe(NOW.toISOString());
    expect(since(inForce("address", "guids-shared"))).toBe(BEFORE);
    expect(since(inForce("address", "guids-shared"), "address")).toBe(BEFORE);
    expect(since(inForce("address", "guids-shared"), "guid")).toBe(NOW.toISOString());
  });
});

describe("the operator's word", () => {
  test.each(["guid", "address", "words"] as const)("`%s` holds whatever the document shows", (policy) => {
    for (const before of [null, inForce("words", "guids-missing"), inForce("guid", "default")])
      expect(decide(document(20, 20, noGuid), before, policy)).toBe(`${policy}: operator`);
  });

  test("that is taken back leaves the decision to the document again", () => {
    expect(decide(document(20), inForce("words", "operator"))).toBe("guid: default");
    expect(decide(document(20, 20, noGuid), inForce("words", "operator"))).toBe("address: guids-missing");
  });
});

describe("guids that are all new", () => {
  const current = (count: number, changed = 0, change?: Change) =>
    document(count, changed, change).map((entry) => ({ ...entry, guid: `new ${entry.guid}` }));

  /** What a feed's past leaves in the index: every entry under its key, with its alias. */
  const stored = (entries: Partial<Entry>[]): Trace[] =>
    identify("f", "guid", features(entries)).flatMap(({ itemId, key, exact, alias }) =>
      [key, ...(alias ? [alias] : [])].map((field) => ({ field, itemId, exact, rest: "w - -" })),
    );
  const areUnstable = (entries: Partial<Entry>[], past: Trace[]): boolean =>
    areGuidsUnstable(features(entries), identify("f", "guid", features(entries)), past);

  const moved: Change = (at) => ({ url: `https://site.example/other/${at}` });

  test.each<[string, Partial<Entry>[], Trace[], boolean]>([
    ["of known entries", current(3), stored(document(3)), true],
    ["of entries half of which are known", current(4, 2, moved), stored(document(4)), true],
    ["of entries most of which are new", current(5, 3, moved), stored(document(5)), false],
    ["of new entries", current(5, 5, moved), stored(document(5)), false],
    ["where nothing is known", current(5), [], false],
    [
      "of entries that look alike",
      current(5, 5, () => ({ url: "https://site.example/level", title: "Level", summary: "" })),
      stored(document(5, 5, () => ({ url: "https://site.example/level", title: "Level", summary: "" }))),
      false,
    ],
    [
      "of entries as the feed had several before",
      current(3),
      stored(document(3)).flatMap((trace) => [trace, { ...trace, field: "k:x", itemId: "b1" }]),
      false,
    ],
    [
      "of known entries without an address",
      current(3, 3, () => ({ url: null })),
      stored(document(3, 3, () => ({ url: null }))),
      true,
    ],
    [
      "of weekly entries without an address, with new texts under old titles",
      current(3, 3, () => ({ url: null, summary: "This week" })),
      stored(document(3, 3, () => ({ url: null, summary: "Last week" }))),
      false,
    ],
  ])("%s", (_, entries, past, unstable) => {
    expect(areUnstable(entries, past)).toBe(unstable);
  });

  test("by the move of a site to https are not unstable", () => {
    const at = (scheme: string) =>
      document(5, 5, (n) => ({
        guid: `${scheme}://site.example/${n}`,
        url: `${scheme}://site.example/${n}`,
      }));
    expect(areUnstable(at("https"), stored(at("http")))).toBe(false);
  });

  test("are a reason to look only where there are three of them, and none is known", () => {
    const three = features(document(3));
    expect(areAllGuidsNew(three, ["unknown", "shared", "unknown"])).toBe(true);
    expect(areAllGuidsNew(three, ["unknown", "known", "unknown"])).toBe(false);
    expect(areAllGuidsNew(features(document(2)), ["unknown", "unknown"])).toBe(false);
    expect(areAllGuidsNew(features(document(4, 1, noGuid)), ["known", "unknown", "unknown", "unknown"])).toBe(
      true,
    );
    expect(areAllGuidsNew(features(document(3, 1, noGuid)), ["unknown", "unknown", "unknown"])).toBe(false);
  });
});
