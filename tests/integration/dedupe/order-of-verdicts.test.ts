import { expect, test } from "vitest";
import { featuresOf } from "../../../src/dedupe/identity/features.ts";
import { identify } from "../../../src/dedupe/identity/identity.ts";
import { createItemIndex } from "../../../src/dedupe/item-index.ts";
import { anArrival, anEntry } from "../../support/items.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();

test("verdicts are in the order of the arrivals, in whatever order they are judged", async () => {
  const dispositions = ["know", "emit", "hold", "wait", "emit"] as const;
  const entries = dispositions.map((_, at) => anEntry({ guid: `g${at}`, title: `t${at}` }));
  const features = entries.map((entry) => featuresOf({ entry, canonicalUrl: null }, new Set()));
  const arrivals = identify("f1", "guid", features).map((identity, at) =>
    anArrival(identity, { title: `t${at}` }, dispositions[at]),
  );
  const verdicts = await createItemIndex(server.redis).admit("f1", arrivals, null, new Date());
  expect(verdicts.map(({ kind }) => kind)).toEqual(["known", "new", "held", "waiting", "new"]);
});
