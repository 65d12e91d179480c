import { expect, test } from "vitest";
import { featuresOf } from "../../../src/dedupe/identity/features.ts";
import { identify } from "../../../src/dedupe/identity/identity.ts";
import { createItemIndex } from "../../../src/dedupe/item-index.ts";
import { anArrival, anEntry } from "../../support/items.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();

test("hundreds of feeds that bring much the same at once keep no other from being told", async () => {
  const index = createItemIndex(server.redis);
  const feeds = Array.from({ length: 300 }, (_, at) => `feed${at}`);
  const admit = async (feed: string): Promise<string[]> => {
    const entries = [1, 2, 3].map((n) =>
      anEntry({
        guid: `${feed}-${n}`,
        url: `https://${feed}.example/${n}`,
        title: `Notice ${n} of the day from ${feed}`,
      }),
    );
    const features = entries.map((entry) => featuresOf({ entry, canonicalUrl: entry.url }, new Set()));
    const arrivals = identify(feed, "guid", features).map((identity, at) => {
      const { url, title } = entries[at] ?? anEntry();
      return anArrival(identity, {
        url,
        title,
        text: `The office of this place has counted ${feed.slice(4)}${at} cases so far, as it said in its notice of the day.`,
      });
    });
    return (await index.admit(feed, arrivals, null, new Date())).map(({ kind }) => kind);
  };
  const verdicts = (await Promise.all(feeds.map(admit))).flat();
  expect(verdicts).toHaveLength(900);
  expect(await server.redis.xlen("{wf}:items")).toBe(verdicts.filter((kind) => kind !== "duplicate").length);
});
