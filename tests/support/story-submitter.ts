import { featuresOf } from "../../src/dedupe/identity/features.ts";
import { identify } from "../../src/dedupe/identity/identity.ts";
import { createItemIndex } from "../../src/dedupe/item-index.ts";
import { connectRedis } from "../../src/redis/connection.ts";
import { inventedStory, shuffled } from "./invented-stories.ts";
import { anArrival, anEntry } from "./items.ts";

/*
 * A process that submits the same invented stories as others do, on several connections at once, each for an outlet of
 * its own and in an order of its own: node story-submitter.ts REDIS_URL NUMBER CONNECTIONS STORIES
 */

const BATCH = 10;
const [url = "", ...numbers] = process.argv.slice(2);
const [own = 0, connections = 0, stories = 0] = numbers.map(Number);
const NOW = new Date("2026-03-01T12:00:00Z");

async function submit(outlet: string, seed: number): Promise<void> {
  const redis = await connectRedis(url);
  const index = createItemIndex(redis);
  const order = shuffled([...Array(stories).keys()], seed);
  for (let start = 0; start < order.length; start += BATCH) {
    const entries = order.slice(start, start + BATCH).map((n) => {
      const { title, text } = inventedStory(n);
      return anEntry({ guid: `${outlet}-${n}`, url: `https://${outlet}.example/${n}`, title, content: text });
    });
    const features = entries.map((entry) => featuresOf({ entry, canonicalUrl: entry.url }, new Set()));
    const arrivals = identify(outlet, "guid", features).map((identity, at) => {
      const { guid, url: address, title, content } = entries[at] ?? anEntry();
      return anArrival(identity, { guid, url: address, title, text: content });
    });
    await index.admit(outlet, arrivals, null, NOW);
  }
  redis.disconnect();
}

await Promise.all([...Array(connections).keys()].map((n) => submit(`o${own}-${n}`, own * 100 + n)));
process.exit(0);
