import { describe, expect, test } from "vitest";
import type { Identity } from "../../../../src/dedupe/identity/identity.ts";
import { carryOver, tracesOf } from "../../../../src/dedupe/identity/trace.ts";

const identity = (key: string, exact: string, said: Partial<Identity> = {}): Identity => ({
  itemId: `b${key}`,
  sharedItemId: `b${key}${exact}`,
  key,
  keyShared: false,
  exact,
  alias: null,
  address: null,
  addressShared: false,
  title: "t",
  keyFrom: "guid",
  wording: "w",
  ...said,
});

const OLD = identity("g", "x");
const NEW = identity("a", "x");
const stored = (field: string, itemId: string, exact: string) => ({
  field,
  itemId,
  exact,
  rest: "- - -",
});

test("what is looked for is every field an entry could be stored under", () => {
  expect(tracesOf([identity("g", "x", { alias: "l" }), NEW])).toEqual(new Set(["g", "x", "l", "a"]));
});

describe("an entry is carried over", () => {
  test("with its item, when it is known by its old key", () => {
    expect(carryOver([OLD], [NEW], [stored("g", "b1", "x")])).toEqual([stored("a", "b1", "x")]);
  });

  test("when it is known by its old key and was edited", () => {
    expect(carryOver([OLD], [NEW], [stored("g", "b1", "other")])).toEqual([stored("a", "b1", "x")]);
  });

  test("when its key is new and it alone is like one that is known", () => {
    expect(carryOver([OLD], [NEW], [stored("before", "b1", "x")])).toEqual([stored("a", "b1", "x")]);
  });

  test("when its old key proves nothing and its words are known", () => {
    const traces = [stored("g", "*", "-"), stored("x", "b1", "x"), stored("y", "b2", "y")];
    expect(carryOver([OLD], [NEW], traces)).toEqual([stored("a", "b1", "x")]);
  });

  test("when it is known by its alias", () => {
    const old = identity("g", "x", { alias: "l" });
    expect(carryOver([old], [NEW], [stored("l", "b1", "other")])).toEqual([stored("a", "b1", "x")]);
  });

  test("under its words, where its new key proves nothing here or for good", () => {
    const known = stored("g", "b1", "x");
    expect(carryOver([OLD], [identity("a", "x", { keyShared: true })], [known])).toEqual([
      stored("x", "b1", "x"),
    ]);
    expect(carryOver([OLD], [NEW], [known, stored("a", "*", "-")])).toEqual([stored("x", "b1", "x")]);
  });

  test("as what it is, where it was never emitted, or was when it stood under another field too", () => {
    const untold = stored("before", "-b1", "x");
    expect(carryOver([OLD], [NEW], [untold])).toEqual([stored("a", "-b1", "x")]);
    expect(carryOver([OLD], [NEW], [untold, stored("l", "b1", "x")])).toEqual([stored("a", "b1", "x")]);
  });

  test("again with the same result after it was stored", () => {
    const traces = [stored("before", "b1", "x")];
    const first = carryOver([OLD], [NEW], traces);
    expect(carryOver([OLD], [NEW], [...traces, ...first])).toEqual(first);
  });
});

describe("an entry is left out", () => {
  test("when nothing like it is known", () => {
    expect(carryOver([OLD], [NEW], [stored("h", "b1", "y")])).toEqual([]);
  });

  test("when another one stands under the key that it shares", () => {
    const entries = ["x", "y"].map((exact) => identity("g", exact, { keyShared: true }));
    const after = ["x", "y"].map((exact) => identity(`a${exact}`, exact));
    expect(carryOver(entries, after, [stored("g", "b1", "x")])).toEqual([stored("ax", "b1", "x")]);
  });

  test("when several are like it, here or in the past", () => {
    const known = stored("before", "b1", "x");
    expect(carryOver([OLD, identity("h", "x")], [NEW, identity("b", "x")], [known])).toEqual([]);
    expect(carryOver([OLD], [NEW], [known, stored("before that", "b2", "x")])).toEqual([]);
  });
});
