import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createPlaces, type Place, type PlaceLimits, type Places } from "../../../src/fetch/places.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const placesWith = (limits: Partial<PlaceLimits>): Places =>
  createPlaces({ quick: 1, slow: 1, large: 1, ...limits }, (after) => new Error(`after ${after} ms`));

const later = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

/** A place that is there at once. */
async function take(places: Places, signal = never): Promise<Place> {
  const place = places.take(signal);
  await later(0);
  return place;
}

test("a fetch that is under way for a second lets the next one begin", async () => {
  const places = placesWith({});
  const slow = await take(places);
  let next: Place | null = null;
  void places.take(never).then((place) => (next = place));
  await later(999);
  expect(next).toBeNull();
  await later(1);
  expect(next).not.toBeNull();
  expect(slow.signal.aborted).toBe(false);
});

test("when too many are slow, the one that has been waited for longest is given up", async () => {
  const places = placesWith({ quick: 3, slow: 2 });
  const [first, second, third] = [await take(places), await take(places), await take(places)];
  await later(1_000);
  expect([first.signal.aborted, second.signal.aborted, third.signal.aborted]).toEqual([true, false, false]);
  expect(first.signal.reason).toEqual(new Error("after 1000 ms"));
});

test("a fetch that is over makes room wherever it is", async () => {
  const places = placesWith({ slow: 1 });
  const slow = await take(places);
  await later(1_000);
  slow[Symbol.dispose]();
  const other = await take(places);
  await later(1_000);
  const third = await take(places);
  await third.becomeLarge();
  third[Symbol.dispose]();
  await (await take(places)).becomeLarge();
  expect(other.signal.aborted).toBe(false);
});

test("a document that has come keeps its place, however long it takes to read it", async () => {
  const places = placesWith({ quick: 2 });
  const read = await take(places);
  read.settle();
  const slow = await take(places);
  await later(60_000);
  expect([read.signal.aborted, slow.signal.aborted]).toEqual([false, false]);
  const quick = await take(places);
  await later(1_000);
  expect([read.signal.aborted, slow.signal.aborted, quick.signal.aborted]).toEqual([false, true, false]);
});

test("while another document of a feed is fetched, its place is one like any other again", async () => {
  const places = placesWith({ quick: 2, slow: 1 });
  const feed = await take(places);
  feed.settle();
  await later(60_000);
  feed.resume();
  await later(1_000);
  expect(feed.signal.aborted).toBe(false);
  await take(places);
  const third = await take(places);
  await later(1_000);
  expect([feed.signal.aborted, third.signal.aborted]).toEqual([true, false]);
});

test("a feed that has a large place needs no other one for its next large document", async () => {
  const places = placesWith({ quick: 1, slow: 1 });
  const feed = await take(places);
  await feed.becomeLarge();
  feed.settle();
  feed.resume();
  await feed.becomeLarge();
  feed[Symbol.dispose]();
  await (await take(places)).becomeLarge();
});

test("a large document waits until another one has come and was read", async () => {
  const places = placesWith({ quick: 2 });
  const first = await take(places);
  await first.becomeLarge();
  first.settle();
  const second = await take(places);
  let isLarge = false;
  void second.becomeLarge().then(() => (isLarge = true));
  await later(9_000);
  expect(isLarge).toBe(false);
  first[Symbol.dispose]();
  await later(0);
  expect(isLarge).toBe(true);
});

test("a large document that waits lets others begin after a second, like any other", async () => {
  const places = placesWith({ quick: 2, slow: 2 });
  const first = await take(places);
  await first.becomeLarge();
  first.settle();
  const second = await take(places);
  let isLarge = false;
  void second.becomeLarge().then(() => (isLarge = true));
  const third = await take(places);
  let isIn = false;
  void places.take(never).then(() => (isIn = true));
  await later(999);
  expect(isIn).toBe(false);
  await later(1);
  expect(isIn).toBe(true);
  third[Symbol.dispose]();
  first[Symbol.dispose]();
  await later(0);
  expect([isLarge, second.signal.aborted]).toEqual([true, false]);
});

test("a large document that does not come on gives its place to another one after five seconds", async () => {
  const places = placesWith({ quick: 2 });
  const first = await take(places);
  await first.becomeLarge();
  const second = await take(places);
  let isLarge = false;
  void second.becomeLarge().then(() => (isLarge = true));
  await later(4_999);
  expect([first.signal.aborted, isLarge]).toEqual([false, false]);
  await later(1);
  expect([first.signal.aborted, isLarge]).toEqual([true, true]);
});

test("a large document that finds no room is nobody's failure", async () => {
  const places = placesWith({ quick: 2 });
  const first = await take(places);
  await first.becomeLarge();
  first.settle();
  const second = await take(places);
  const refusals: unknown[] = [];
  void second.becomeLarge().catch((error: unknown) => refusals.push(error));
  await later(10_000);
  expect(refusals).toMatchObject([{ code: "NO_ROOM", wait: 30_000 }]);
});

test("whoever waits for a place can be told to stop", async () => {
  const places = placesWith({});
  await take(places);
  const stop = new AbortController();
  const waiting = places.take(stop.signal);
  stop.abort(new Error("enough"));
  await expect(waiting).rejects.toThrow("enough");
});
