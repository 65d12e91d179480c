import { describe, expect, test, vi } from "vitest";
import type { Feed } from "../../../src/model.ts";
import { createFeedStates } from "../../../src/registry/feed-state.ts";
import { createFeedRegistry } from "../../../src/registry/feed-registry.ts";
import { rss, type SampleItem } from "../../support/feed-server.ts";
import { type Polls, usePolls } from "../../support/polls.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();
let polls: Polls;
let feed: Feed;
usePolls(server, async (started) => {
  polls = started;
  feed = await polls.register("/a.xml");
});

/** Entries by number, the newest first, as a feed prints them. */
type Print = (n: number) => SampleItem;
const linked: Print = (n) => ({
  title: `t${n}`,
  guid: `g${n}`,
  link: `http://x.example/${n}`,
  description: `text ${n}`,
});
const oneGuid: Print = (n) => ({ ...linked(n), guid: "same" });
const changing =
  (round: string): Print =>
  (n) => ({ ...linked(n), guid: `${round}-${n}` });
const unlinked = (round: string): Print => {
  const print = changing(round);
  return (n) => {
    const { link: _, ...rest } = print(n);
    return rest;
  };
};

let documents = 0;
async function show(numbers: readonly number[], print: Print, said: Partial<Feed> = {}): Promise<void> {
  // Another title each time: the same bytes would not be read again.
  polls.site.serve("/a.xml", rss(numbers.map(print), `Feed ${documents++}`));
  await polls.poll({ ...feed, ...said });
}

const policy = async (): Promise<string> => {
  const { identity } = await createFeedStates(server.redis).load(feed.id);
  return `${identity?.policy}: ${identity?.reason}`;
};
/** Addresses are remembered for 30 days, guids for 90 after they left the feed. */
async function forgetAddresses(): Promise<void> {
  const keys = await server.redis.keys("{wf}:address:*");
  if (keys.length > 0) await server.redis.del(keys);
}
const fields = (): Promise<number> => server.redis.hlen(`{wf}:seen:${feed.id}`);

describe("a feed with good guids", () => {
  test("is told apart by them, whatever is edited and in whatever order it comes", async () => {
    await show([5, 4, 3, 2, 1], linked);
    await show([1, 2, 3, 4, 5], (n) => ({
      ...linked(n),
      title: `edited ${n}`,
      link: `http://x.example/e${n}`,
    }));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    const revisions = (await polls.published()).slice(5).map(({ event, title }) => `${event} ${title}`);
    expect(revisions).toEqual([5, 4, 3, 2, 1].map((n) => `revision edited ${n}`));
    expect(await policy()).toBe("guid: default");
    expect(polls.metrics.totals).toMatchObject({ identityChanges: 0, gapsSuspected: 0 });
  });

  test("costs one question when a document brings little that is new", async () => {
    await show([3, 2, 1], linked);
    const questions = (["hmget", "hlen", "hscan"] as const).map((name) => vi.spyOn(server.redis, name));
    await show([4, 3, 2, 1], linked);
    expect(questions.map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
    for (const question of questions) question.mockRestore();
  });

  test("that is replaced as a whole is not taken for one whose guids change", async () => {
    await show([3, 2, 1], linked);
    await show([6, 5, 4], linked);
    expect(await polls.titles()).toHaveLength(6);
    expect(await policy()).toBe("guid: default");
  });

  test("keeps them when it moves to https", async () => {
    const at =
      (scheme: string): Print =>
      (n) => ({ title: `t${n}`, guid: `${scheme}://x.example/?p=${n}`, link: `${scheme}://x.example/${n}` });
    await show([3, 2, 1], at("http"));
    await show([4, 3, 2, 1], at("https"));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4"]);
    expect(await policy()).toBe("guid: default");
  });
});

describe("a feed", () => {
  test.each<[string, Print, string]>([
    ["one guid for all", oneGuid, "address: guids-shared"],
    ["N/A as guid", (n) => ({ ...linked(n), guid: "N/A" }), "address: guids-missing"],
    ["empty guids", (n) => ({ ...linked(n), guid: "" }), "address: guids-missing"],
    ["the site as guid", (n) => ({ ...linked(n), guid: "http://x.example/" }), "address: guids-missing"],
    [
      "N/A as guid and no link",
      (n) => ({ title: `t${n}`, guid: "N/A", description: `text ${n}` }),
      "words: guids-missing",
    ],
    [
      "one guid and one link for all",
      (n) => ({ ...linked(n), guid: "same", link: "http://x.example/latest" }),
      "words: guids-shared",
    ],
  ])("with %s loses nothing and repeats nothing", async (_, print, expected) => {
    await show([4, 3, 2, 1], print);
    await show([5, 4, 3, 2], print);
    await show([6], print);
    await show([1, 2, 3, 4, 5, 6], print);
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5", "t6"]);
    expect(await policy()).toBe(expected);
    expect(polls.metrics.totals.identityChanges).toBe(1);
    const ids = (await polls.published()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(6);
  });

  test("whose entries come one at a time under one guid gets an id for each", async () => {
    for (const numbers of [[1], [2, 1], [3], [4]])
      await show(numbers, (n) => ({ title: `t${n}`, guid: "same" }));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4"]);
    const ids = (await polls.published()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(4);
  });

  test("whose guids go bad keeps its entries under the items that they are", async () => {
    await show([4, 3, 2, 1], linked);
    await forgetAddresses();
    await show([5, 4, 3, 2], oneGuid);
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(await policy()).toBe("address: guids-shared");
  });

  test("that had one entry under the guid that it now gives to all loses none of them", async () => {
    await show([1], oneGuid);
    await show([5, 4, 3, 2], oneGuid);
    await show([5, 4, 3, 2, 1], oneGuid);
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
  });

  test("whose guids become fine again is told apart as before", async () => {
    await show([4, 3, 2, 1], oneGuid);
    await show([5, 4, 3, 2], linked);
    await show([6, 5, 4, 3], oneGuid);
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5", "t6"]);
    expect(await policy()).toBe("address: guids-shared");
  });

  test("that adds guids to what had none repeats nothing", async () => {
    await show([4, 3, 2, 1], (n) => ({ title: `t${n}`, link: `http://x.example/${n}` }));
    await show([5, 4, 3, 2], linked);
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(await policy()).toBe("address: guids-missing");
  });
});

describe("guids that change on every poll", () => {
  test("with stable links repeat nothing, and fill no memory", async () => {
    const sizes: number[] = [];
    for (const round of ["a", "b", "c", "d", "e"]) {
      await show([5, 4, 3, 2, 1], changing(round));
      await forgetAddresses();
      sizes.push(await fields());
    }
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(await policy()).toBe("address: guids-unstable");
    expect(sizes).toEqual([5, 10, 10, 10, 10]);
    for (const round of ["f", "g", "h"]) {
      polls.later(60);
      await show([5, 4, 3, 2, 1], changing(round));
    }
    expect(await fields()).toBe(5);
    expect(await polls.titles()).toHaveLength(5);
  });

  test("with links that differ in tracking repeat nothing", async () => {
    for (const round of ["a", "b", "c"]) {
      const print = changing(round);
      await show([4, 3, 2, 1], (n) => ({
        ...print(n),
        link: `http://www.x.example/${n}/?utm_source=${round}#at_x=${round}`,
      }));
    }
    expect(await polls.titles()).toHaveLength(4);
  });

  test("without links repeat nothing", async () => {
    for (const round of ["a", "b", "c", "d", "e"]) await show([4, 3, 2, 1], unlinked(round));
    await show([5, 4, 3, 2, 1], unlinked("f"));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
    expect(await policy()).toBe("words: guids-unstable");
  });

  test("are seen while new entries come, and those are told", async () => {
    await show([4, 3, 2, 1], changing("a"));
    await show([6, 5, 4, 3], changing("b"));
    await show([8, 7, 6, 5], changing("c"));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"]);
    expect(await policy()).toBe("address: guids-unstable");
  });

  test("and edited texts repeat nothing once they are seen", async () => {
    for (const round of ["a", "b"]) await show([4, 3, 2, 1], changing(round));
    const print = changing("c");
    await show([4, 3, 2, 1], (n) => ({ ...print(n), title: `edited ${n}` }));
    expect(await polls.titles()).toHaveLength(4);
  });

  test("bring nothing again when entries drop out, come back, and change their order", async () => {
    await show([6, 5, 4, 3, 2, 1], changing("a"));
    await show([6, 5, 4], changing("b"));
    polls.later(1);
    await show([1, 2, 3, 4, 5, 6], changing("c"));
    expect(await polls.titles()).toHaveLength(6);
  });

  test("are taken as they come where the operator says so", async () => {
    for (const round of ["a", "b"]) await show([3, 2, 1], unlinked(round), { identity: "guid" });
    expect(await polls.titles()).toHaveLength(6);
    expect(await policy()).toBe("guid: operator");
  });
});

describe("a feed that was removed and is taken in again", () => {
  test.each<[string, (round: string) => Print]>([
    ["changing guids", changing],
    ["changing guids and no links", unlinked],
    ["one guid for all", () => oneGuid],
  ])("with %s repeats nothing", async (_, print) => {
    await show([4, 3, 2, 1], print("a"));
    await show([4, 3, 2, 1], print("b"));
    await createFeedRegistry(server.redis).remove([feed]);
    feed = await polls.register("/a.xml");
    await show([4, 3, 2, 1], print("c"));
    expect(await polls.titles()).toHaveLength(4);
  });
});

describe("the operator's word", () => {
  test("changes the policy, and changes it back, without repeating what is in the feed", async () => {
    await show([4, 3, 2, 1], linked);
    await show([5, 4, 3, 2], linked, { identity: "address" });
    expect(await policy()).toBe("address: operator");
    await show([6, 5, 4, 3], linked, { identity: "words" });
    await show([7, 6, 5, 4], linked, { identity: "guid" });
    expect(await policy()).toBe("guid: operator");
    await show([8, 7, 6, 5], linked);
    expect(await policy()).toBe("guid: default");
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8"]);
    const ids = (await polls.published()).map(({ id }) => id);
    expect(new Set(ids).size).toBe(8);
  });

  test("that is taken back from changing guids leaves them to be found out again", async () => {
    for (const round of ["a", "b"]) await show([3, 2, 1], unlinked(round), { identity: "words" });
    for (const round of ["c", "d", "e"]) await show([3, 2, 1], unlinked(round));
    expect(await polls.titles()).toHaveLength(3);
    expect(await policy()).toBe("words: guids-unstable");
  });
});

describe("a process that dies after the items went out, and before it was stored how they are told apart", () => {
  const dieAndRepeat = async (numbers: readonly number[], print: Print, said: Partial<Feed> = {}) => {
    polls.site.serve("/a.xml", rss(numbers.map(print), `Feed ${documents++}`));
    await polls.pollAndDie({ ...feed, ...said });
    const before = [await polls.titles(), await fields()];
    await polls.pollAndDie({ ...feed, ...said });
    await polls.poll({ ...feed, ...said });
    expect([await polls.titles(), await fields()]).toEqual(before);
  };

  test("repeats nothing where guids change", async () => {
    await show([3, 2, 1], changing("a"));
    await dieAndRepeat([4, 3, 2, 1], changing("b"));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4"]);
    expect(await policy()).toBe("address: guids-unstable");
  });

  test("repeats nothing where guids change with every request, there are no links, and one has no guid", async () => {
    const print =
      (round: string): Print =>
      (n) =>
        n === 4 ? { title: "t4", description: "text 4" } : unlinked(round)(n);
    await show([4, 3, 2, 1], print("a"));
    for (const round of ["b", "c"]) {
      polls.site.serve("/a.xml", rss([5, 4, 3, 2, 1].map(print(round))));
      await polls.pollAndDie(feed);
    }
    await show([5, 4, 3, 2, 1], print("d"));
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
  });

  test("repeats nothing where guids go bad", async () => {
    await show([4, 3, 2, 1], linked);
    await dieAndRepeat([5, 4, 3, 2, 1], oneGuid);
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
  });

  test("repeats nothing where the operator said otherwise", async () => {
    await show([4, 3, 2, 1], linked);
    await dieAndRepeat([5, 4, 3, 2, 1], linked, { identity: "words" });
    expect(await polls.titles()).toEqual(["t1", "t2", "t3", "t4", "t5"]);
  });
});
