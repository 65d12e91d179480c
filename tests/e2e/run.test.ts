import { once } from "node:events";
import { describe, expect, test } from "vitest";
import type { ItemEvent } from "../../src/item.ts";
import { readEvents, STREAM_START } from "../../src/publish/item-stream.ts";
import { findFreePort } from "../../src/redis/embedded/process.ts";
import { type FeedServer, rss } from "../support/feed-server.ts";
import { isReady, type LogLine, openWorkplace, type Workplace, useWorkplace } from "../support/wirefold.ts";

let place: Workplace;
let site: FeedServer;
useWorkplace((...opened) => {
  [place, site] = opened;
});

const feedsFile = (paths: readonly string[]): string =>
  place.file("feeds.yaml", `feeds:\n${paths.map((path) => `  - ${site.url(path)}\n`).join("")}`);

/** Reads the stream until it holds so many events. */
async function events(count: number): Promise<ItemEvent[]> {
  const redis = await place.redis();
  const found: ItemEvent[] = [];
  let position = STREAM_START;
  while (found.length < count) {
    for (const entry of await readEvents(redis, position, 1_000, 1_000)) {
      found.push(entry.event);
      position = entry.position;
    }
  }
  return found;
}

const polled = (path: string, outcome: string) => (line: LogLine) =>
  line.msg === "feed polled" && line["url"] === site.url(path) && line["outcome"] === outcome;

test("the service polls the feeds of a file, a broken one beside good ones, and stops cleanly", async () => {
  site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
  site.serve("/b.xml", "<html>not a feed</html>");
  const service = place.start(["run", "--feeds", feedsFile(["/a.xml", "/b.xml", "/missing.xml"])], {
    WIREFOLD_MIN_INTERVAL: "1",
  });
  await service.logged(polled("/b.xml", "failed"));
  await service.logged(polled("/missing.xml", "failed"));
  await service.logged(polled("/a.xml", "unchanged"));
  expect((await events(1)).map(({ event, item }) => [event, item.title])).toEqual([["new", "one"]]);
  service.child.kill("SIGTERM");
  expect(await service.finished).toMatchObject({ code: 0, stdout: "" });
});

test("roles in processes of their own share the work, on one private Redis", async () => {
  site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
  const scheduler = place.start(["run", "--role", "scheduler", "--feeds", feedsFile(["/a.xml"])]);
  const relay = place.start(["run", "--role", "relay"]);
  const fetchers = [place.start(["run", "--role", "fetcher"]), place.start(["run", "--role=fetcher"])];
  const ready = [scheduler.logged(isReady("scheduler")), relay.logged(isReady("relay"))];
  await Promise.all([...ready, ...fetchers.map(({ logged }) => logged(isReady("fetcher")))]);
  await relay.logged(({ msg }) => msg === "events relayed");
  expect(await events(1)).toHaveLength(1);
  for (const { child } of [scheduler, relay, ...fetchers]) child.kill("SIGINT");
  for (const { finished } of [scheduler, relay, ...fetchers])
    expect(await finished).toMatchObject({ code: 0 });
});

test("killed in the middle of a first poll and started again, every item is on the stream exactly once", async () => {
  const paths = Array.from({ length: 500 }, (_, n) => `/${n}.xml`);
  for (const path of paths) {
    site.serve(
      path,
      rss(
        [1, 2, 3].map((n) => ({
          title: `${path} ${n}`,
          guid: `${path}#${n}`,
          link: `http://x.example${path}/${n}`,
        })),
      ),
    );
  }
  const file = feedsFile(paths);
  const first = place.start(["run", "--feeds", file], { WIREFOLD_MIN_INTERVAL: "3600" });
  await first.logged(isReady("fetcher"));
  await events(200);
  first.child.kill("SIGKILL");
  expect(await first.finished).toMatchObject({ signal: "SIGKILL" });

  const second = place.start(["run", "--feeds", file], { WIREFOLD_MIN_INTERVAL: "3600" });
  await second.logged(isReady("fetcher"));
  const titles = (await events(1_500)).map(({ item }) => item.title);
  expect(new Set(titles).size).toBe(1_500);
  expect(titles).toHaveLength(1_500);
  expect(await (await place.redis()).llen("{wf:0}:queue:fetch:wait")).toBe(0);
});

describe("a stop", () => {
  test("waits for a fetch that is under way", async () => {
    let answer = (): void => {};
    const asked = new Promise<void>((resolve) => {
      site.serve("/slow.xml", (_, response) => {
        answer = () => void response.end(rss([{ title: "slow", guid: "1" }]));
        resolve();
      });
    });
    const service = place.start(["run", "--feeds", feedsFile(["/slow.xml"])]);
    await asked;
    service.child.kill("SIGTERM");
    await service.logged(({ msg }) => msg === "stopping");
    answer();
    expect(await service.finished).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('"published":1') as string,
    });
  });

  test("hands back a fetch that does not end within the deadline, and the next start does it at once", async () => {
    const hanging = new Promise<void>((resolve) => {
      site.serve("/slow.xml", () => resolve());
    });
    const file = feedsFile(["/slow.xml"]);
    const service = place.start(["run", "--feeds", file], { WIREFOLD_SHUTDOWN: "2" });
    await hanging;
    service.child.kill("SIGTERM");
    expect(await service.finished).toMatchObject({ code: 0 });
    site.serve("/slow.xml", rss([{ title: "slow", guid: "1" }]));
    const next = place.start(["run", "--feeds", file]);
    await next.logged(isReady("fetcher"));
    expect(await events(1)).toHaveLength(1);
  });

  test("ends within the deadline when Redis is gone", async () => {
    const service = place.start(["run", "--feeds", feedsFile(["/a.xml"])], { WIREFOLD_SHUTDOWN: "5" });
    await service.logged(isReady("relay"));
    place.killRedis();
    await service.logged(({ msg }) => msg === "redis connection lost");
    service.child.kill("SIGTERM");
    expect(await service.finished).toMatchObject({ code: 0 });
  });
});

test("a Redis that goes and comes back costs no item", async () => {
  site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
  const own = openWorkplace();
  const host = own.start(["run", "--role", "relay"]);
  await host.logged(isReady("relay"));
  const env = { REDIS_URL: await own.redisUrl(), WIREFOLD_MIN_INTERVAL: "1" };
  const service = place.start(["run", "--feeds", feedsFile(["/a.xml"])], env);
  await service.logged(polled("/a.xml", "unchanged"));
  host.child.kill("SIGKILL");
  await once(host.child, "exit");
  own.killRedis();
  await service.logged(({ msg }) => msg === "redis connection lost");
  site.serve(
    "/a.xml",
    rss([
      { title: "two", guid: "2" },
      { title: "one", guid: "1" },
    ]),
  );
  // The same data on the same port again.
  const again = own.start(["run", "--role", "relay"]);
  await again.logged(isReady("relay"));
  await service.logged(({ msg }) => msg === "redis connection is back");
  await service.logged((line) => polled("/a.xml", "items")(line) && line["entries"] === 2);
  const titles = (await readEvents(await own.redis(), STREAM_START, 10, 1)).map(
    ({ event }) => event.item.title,
  );
  expect(titles).toEqual(["one", "two"]);
  service.child.kill("SIGTERM");
  expect(await service.finished).toMatchObject({ code: 0 });
  await own[Symbol.asyncDispose]();
});

test("the role admin runs with the others when it has an address, and feeds list shows the hub", async () => {
  const address = `127.0.0.1:${await findFreePort()}`;
  const env = { WIREFOLD_ADMIN: address, WIREFOLD_PUBLIC_URL: `http://${address}` };
  site.serve("/hub", (_, response) => response.writeHead(202).end());
  site.serve("/a.xml", (_, response) => {
    response.setHeader("link", `<${site.url("/hub")}>; rel="hub"`).end(rss([{ title: "one", guid: "1" }]));
  });
  const service = place.start(["run", "--feeds", feedsFile(["/a.xml"])], env);
  await service.logged(({ msg }) => msg === "hub asked");
  expect((await fetch(`http://${address}/healthz`)).status).toBe(200);
  const { stdout } = await place.run(["feeds", "list", "--json"]);
  const { websub } = JSON.parse(stdout) as { websub: Record<string, unknown> };
  expect(websub).toMatchObject({ state: "pending", hub: site.url("/hub"), topic: site.url("/a.xml") });
  expect(Object.keys(websub)).not.toContain("secret");
  service.child.kill("SIGTERM");
  expect(await service.finished).toMatchObject({ code: 0 });
});

test.each([
  ["a public address without one to listen on", ["run"], { WIREFOLD_PUBLIC_URL: "https://feeds.example" }],
  ["the role admin without an address", ["run", "--role", "admin"], {}],
])("%s is wrong use", async (_, args, env) => {
  const { code, stderr } = await place.run(args, env);
  expect([code, stderr]).toEqual([2, expect.stringContaining("WIREFOLD_ADMIN")]);
});
