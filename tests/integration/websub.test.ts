import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { loadConfig } from "../../src/config.ts";
import { createLogger } from "../../src/log.ts";
import type { Item } from "../../src/item.ts";
import { readEvents, STREAM_START } from "../../src/publish/item-stream.ts";
import { hostKey, PUSHES_KEY, INDEX_KEYS, subscriptionKey, WEBSUB_DUE_KEY } from "../../src/redis/keys.ts";
import { findFreePort } from "../../src/redis/embedded/process.ts";
import { UNSAID } from "../../src/registry/feed-entry.ts";
import { createFeedRegistry } from "../../src/registry/feed-registry.ts";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { createDueFeeds } from "../../src/schedule/due-feeds.ts";
import { isPushed, type Subscription } from "../../src/websub/subscription.ts";
import { createSubscriptions } from "../../src/websub/subscriptions.ts";
import { type RunningService, startService } from "../../workers/all.ts";
import { type FeedServer, rss, type SampleItem, startFeedServer } from "../support/feed-server.ts";
import { type Hub, type HubRequest, sign, startHub } from "../support/hub.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

let server: TestRedis;
let site: FeedServer;
let hub: Hub;
let service: RunningService;
let admin: string;
const lines: Record<string, unknown>[] = [];
const listeners = new Set<() => void>();

beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());
beforeEach(async () => {
  await server.redis.flushall();
  lines.length = 0;
  site = await startFeedServer();
  hub = await startHub();
  const address = `127.0.0.1:${await findFreePort()}`;
  admin = `http://${address}`;
  const config = loadConfig({
    REDIS_URL: server.url,
    WIREFOLD_ALLOW_PRIVATE: "127.0.0.0/8",
    WIREFOLD_MIN_INTERVAL: "60",
    WIREFOLD_ADMIN: address,
    WIREFOLD_PUBLIC_URL: admin,
  });
  const write = (line: string): void => {
    lines.push(JSON.parse(line) as Record<string, unknown>);
    for (const tell of listeners) tell();
  };
  service = await startService(config, ["scheduler", "fetcher", "admin"], createLogger("debug", { write }));
});
afterEach(async () => {
  expect(await service.stop()).toBe(true);
  await site[Symbol.asyncDispose]();
  await hub[Symbol.asyncDispose]();
});

/** A log line with these fields, past or to come; each is found once. */
async function logged(fields: Record<string, unknown>): Promise<void> {
  const find = (): boolean => {
    const at = lines.findIndex((line) =>
      Object.entries(fields).every(([name, value]) => line[name] === value),
    );
    if (at !== -1) lines.splice(at, 1);
    return at !== -1;
  };
  if (find()) return;
  await new Promise<void>((resolve) => {
    const tell = (): void => {
      if (!find()) return;
      listeners.delete(tell);
      resolve();
    };
    listeners.add(tell);
  });
}

const one: SampleItem = { title: "one", guid: "1", link: "https://site.example/1" };
const two: SampleItem = { title: "two", guid: "2", link: "https://site.example/2" };

interface Served {
  path?: string;
  /** Link header. */
  link?: string | null;
  items?: readonly SampleItem[];
}

/** Serves a feed that names the hub and itself in its headers. */
function serve({ path = "/feed.xml", link, items = [one] }: Served = {}): void {
  const usual = `<${hub.url}>; rel="hub", <${site.url(path)}>; rel="self"`;
  const header = link === undefined ? usual : link;
  site.serve(path, (_, response) => {
    if (header !== null) response.setHeader("link", header);
    response.setHeader("content-type", "application/rss+xml").end(rss(items));
  });
}

async function addFeed(path = "/feed.xml"): Promise<string> {
  const { added } = await createFeedRegistry(server.redis).add([
    {
      url: site.url(path),
      ...UNSAID,
    },
  ]);
  const id = added[0]?.id ?? "";
  await createDueFeeds(server.redis).scheduleNew(new Map([[id, 0]]));
  return id;
}

async function pollAgain(id: string): Promise<void> {
  await createDueFeeds(server.redis).pollNow([id]);
  await logged({ msg: "feed polled", feed: id });
}

interface Subscribed {
  id: string;
  request: HubRequest;
}

/** A feed that the hub has confirmed. */
async function subscribed(served: Served = {}): Promise<Subscribed> {
  serve(served);
  const id = await addFeed(served.path);
  await logged({ msg: "feed polled", feed: id });
  const request = await hub.asked();
  expect(await hub.verify(request)).toEqual({
    status: 200,
    body: "a challenge",
    contentType: "text/plain; charset=utf-8",
  });
  return { id, request };
}

async function subscriptionOf(id: string): Promise<Subscription | null> {
  const [subscription = null] = await createSubscriptions(server.redis).ofFeeds([id]);
  return subscription;
}

/** Makes what a subscription needs next due now. */
const makeDue = async ({ callback }: HubRequest): Promise<unknown> =>
  server.redis.zadd(WEBSUB_DUE_KEY, "XX", 0, callback.split("/").at(-1) ?? "");

async function itemsOnStream(): Promise<Item[]> {
  return (await readEvents(server.redis, STREAM_START, 10_000, 1)).map(({ event }) => event.item);
}
const titles = async (): Promise<(string | null)[]> => (await itemsOnStream()).map(({ title }) => title);

describe("websub.rocks, tests of subscribers", () => {
  test("100 HTTP header discovery", async () => {
    const { request, id } = await subscribed();
    expect(request).toMatchObject({
      mode: "subscribe",
      topic: site.url("/feed.xml"),
      lease: "864000",
      contentType: "application/x-www-form-urlencoded",
    });
    expect(request.callback).toMatch(new RegExp(`^${admin}/websub/[0-9a-f]{32}$`));
    expect(request.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", lease: 864_000, error: null });
  });

  test("101 HTML tag discovery: a page is no feed, and nobody is asked for it", async () => {
    site.serve(
      "/page",
      `<html><head><link rel="hub" href="${hub.url}"><link rel="self" href="/page"></head></html>`,
    );
    serve();
    await addFeed("/page");
    await logged({ msg: "feed polled", outcome: "failed" });
    await addFeed();
    expect((await hub.asked()).topic).toBe(site.url("/feed.xml"));
    expect(hub.requests).toHaveLength(1);
  });

  test("102 Atom feed discovery", async () => {
    site.serve(
      "/atom",
      `<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><link rel="hub" href="${hub.url}"/>
       <link rel="self" href="/topic"/><entry><id>1</id><title>one</title></entry></feed>`,
    );
    await addFeed("/atom");
    expect((await hub.asked()).topic).toBe(site.url("/topic"));
  });

  test("103 RSS feed discovery", async () => {
    const links = `<channel xmlns:a="http://www.w3.org/2005/Atom"><a:link rel="hub" href="${hub.url}"/><a:link rel="self" href="/topic"/>`;
    site.serve("/rss", rss([one]).replace("<channel>", links));
    await addFeed("/rss");
    expect((await hub.asked()).topic).toBe(site.url("/topic"));
  });

  test("104 Discovery priority", async () => {
    const links = `<channel xmlns:a="http://www.w3.org/2005/Atom"><a:link rel="hub" href="${hub.site.url("/wrong")}"/>`;
    hub.answer("/wrong", 400);
    site.serve("/rss", (_, response) => {
      response.setHeader("link", [`<${hub.url}>; rel="hub"`, `<${site.url("/rss")}>; rel="self"`]);
      response.end(rss([one]).replace("<channel>", links));
    });
    await addFeed("/rss");
    expect(await hub.asked()).toMatchObject({ path: "/hub", topic: site.url("/rss") });
  });

  test("200 Subscribing to a URL with a different rel=self", async () => {
    serve({ link: `<${hub.url}>; rel="hub", <${site.url("/feed.xml?self=other")}>; rel="self"` });
    await addFeed();
    expect((await hub.asked()).topic).toBe(site.url("/feed.xml?self=other"));
  });

  test.each([
    ["201 Subscribing to a temporarily redirected topic", 302],
    ["202 Subscribing to a permanently redirected topic", 301],
  ])("%s", async (_, status) => {
    serve({ path: "/new.xml" });
    site.serve("/old.xml", (_request, response) =>
      response.writeHead(status, { location: "/new.xml" }).end(),
    );
    await addFeed("/old.xml");
    expect((await hub.asked()).topic).toBe(site.url("/new.xml"));
  });

  test.each([
    ["203 Subscribing to a temporarily redirected hub", 307],
    ["204 Subscribing to a permanently redirected hub", 308],
  ])("%s", async (_, status) => {
    hub.answer("/moved", status, { location: "/hub" });
    serve({ link: `<${hub.site.url("/moved")}>; rel="hub"` });
    const id = await addFeed();
    const first = await hub.asked();
    const second = await hub.asked();
    expect([first.path, second.path]).toEqual(["/moved", "/hub"]);
    expect(second).toEqual({ ...first, path: "/hub" });
    await hub.verify(second);
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", hub: hub.site.url("/moved") });
  });

  test("205 Rejects a verification request for an invalid topic", async () => {
    serve();
    const id = await addFeed();
    const request = await hub.asked();
    expect(await hub.verify(request, { topic: `${request.topic}/other` })).toMatchObject({
      status: 404,
      body: "",
    });
    expect(await subscriptionOf(id)).toMatchObject({ state: "pending", verifiedAt: null });
  });

  test.each(["sha1", "sha256", "sha384", "sha512"])(
    "300 Returns 2xx for successful delivery, signed with %s",
    async (method) => {
      const { id, request } = await subscribed();
      expect(await hub.distribute(request, rss([two, one]), method)).toMatchObject({ status: 202 });
      await logged({ msg: "feed pushed", feed: id, entries: 2, published: 1 });
      expect(await titles()).toEqual(["one", "two"]);
      expect(await subscriptionOf(id)).toMatchObject({ pushed: 1 });
    },
  );

  test.each([
    ["of another secret", sign("sha256", rss([two]), "another secret")],
    ["of another body", sign("sha256", rss([one]), "")],
    ["of a method that is not known", "md5=0123456789abcdef0123456789abcdef"],
    ["that is none", "sha256=nonsense"],
  ])("301 Rejects invalid signatures: one %s", async (_, signature) => {
    const { id, request } = await subscribed();
    expect(await hub.distribute(request, rss([two]), signature)).toMatchObject({ status: 202, body: "" });
    await logged({ msg: "hub called", event: "push with a wrong signature" });
    expect(await server.redis.exists(PUSHES_KEY)).toBe(0);
    expect(await subscriptionOf(id)).toMatchObject({ lastPushAt: null });
  });

  test("302 Rejects distribution with no signature", async () => {
    const { id, request } = await subscribed();
    expect(await hub.distribute(request, rss([two]), null)).toMatchObject({ status: 403, body: "" });
    expect(await server.redis.exists(PUSHES_KEY)).toBe(0);
    expect(await subscriptionOf(id)).toMatchObject({ lastPushAt: null });
  });
});

describe("subscribing", () => {
  test("the challenge goes back as it came, and as plain text", async () => {
    const { request } = await subscribed();
    const challenge = "<script>alert(1)</script> + %25 ü";
    expect(await hub.verify(request, { challenge })).toEqual({
      status: 200,
      body: challenge,
      contentType: "text/plain; charset=utf-8",
    });
  });

  test("a callback that is not known", async () => {
    const stranger: HubRequest = {
      mode: "subscribe",
      topic: "x",
      callback: `${admin}/websub/${"0".repeat(32)}`,
      secret: "s",
      lease: null,
      contentType: null,
      path: "/",
    };
    expect(await hub.verify(stranger)).toMatchObject({ status: 404 });
    expect(await hub.distribute(stranger, rss([two]), "sha256")).toMatchObject({ status: 410 });
  });

  test("an unsubscription that nobody asked for", async () => {
    const { id, request } = await subscribed();
    expect(await hub.verify({ ...request, mode: "unsubscribe" })).toMatchObject({ status: 404 });
    expect(await subscriptionOf(id)).toMatchObject({ state: "active" });
  });

  test("a hub that refuses is not asked again for a week", async () => {
    hub.answer("/hub", 400);
    serve();
    const id = await addFeed();
    await logged({ msg: "hub refused" });
    const found = await subscriptionOf(id);
    expect(found).toMatchObject({ state: "denied", error: expect.stringContaining("status 400") as string });
    const due = Number(await server.redis.zscore(WEBSUB_DUE_KEY, found?.callback ?? ""));
    expect(due - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
  });

  test("a hub that is out of order is asked again in an hour", async () => {
    hub.answer("/hub", 503);
    serve();
    const id = await addFeed();
    await logged({ msg: "hub refused" });
    const found = await subscriptionOf(id);
    expect(found).toMatchObject({ state: "pending", attempts: 1 });
    const due = Number(await server.redis.zscore(WEBSUB_DUE_KEY, found?.callback ?? ""));
    expect(Math.round((due - Date.now()) / 3_600_000)).toBe(1);
  });

  test("a hub that has no turn is asked at its turn, and nothing is counted", async () => {
    const { id, request } = await subscribed();
    await hub.verify(request);
    const closedUntil = Date.now() + 60_000;
    await server.redis.hset(hostKey("127.0.0.1"), "closed 127.0.0.1", closedUntil);
    await makeDue(request);
    const { callback = "" } = (await subscriptionOf(id)) ?? {};
    await vi.waitFor(async () => {
      const due = Number(await server.redis.zscore(WEBSUB_DUE_KEY, callback));
      expect(Math.abs(due - closedUntil)).toBeLessThan(2_000);
    }, 10_000);
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", attempts: 0, error: null });
    expect(hub.requests).toHaveLength(1);
  });

  test.each([
    ["at an address that is not public", "http://169.254.169.254/latest/", "not a public address"],
    ["that redirects to such an address", "/to-metadata", "not a public address"],
    ["that redirects with 302, which would lose the form", "/found", "status 302"],
    ["that redirects to itself", "/loop", "redirects more than 3 times"],
  ])("a hub %s is not reached", async (_, address, reason) => {
    hub.answer("/to-metadata", 307, { location: "http://169.254.169.254/latest/" });
    hub.answer("/found", 302, { location: "/hub" });
    hub.answer("/loop", 308, { location: "/loop" });
    serve({ link: `<${new URL(address, hub.url).href}>; rel="hub"` });
    const id = await addFeed();
    await logged({ msg: "hub refused" });
    const found = await subscriptionOf(id);
    expect(found).toMatchObject({ error: expect.stringContaining(reason) as string, verifiedAt: null });
    expect(hub.requests.map(({ path }) => path)).not.toContain("/hub");
  });

  test("a hub that says that it is denied, after a while", async () => {
    const { id, request } = await subscribed();
    const said = { ...request, mode: "denied" };
    expect(await hub.verify(said, { reason: "not for you" })).toMatchObject({ status: 200 });
    expect(await subscriptionOf(id)).toMatchObject({ state: "denied", error: "not for you" });
    expect(await hub.verify(request)).toMatchObject({ status: 404 });
    await makeDue(request);
    const again = await hub.asked();
    expect(again).toEqual(request);
    expect(await hub.verify(again)).toMatchObject({ status: 200 });
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", error: null });
  });

  test("a lease is renewed before half of it is over, and stays in force meanwhile", async () => {
    const { id, request } = await subscribed();
    const found = await subscriptionOf(id);
    const due = Number(await server.redis.zscore(WEBSUB_DUE_KEY, found?.callback ?? ""));
    expect(due - Date.now()).toBeGreaterThan(0.39 * 864_000_000);
    expect(due - Date.now()).toBeLessThanOrEqual(0.5 * 864_000_000);
    await makeDue(request);
    expect(await hub.asked()).toEqual(request);
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", attempts: 1 });
    expect(await hub.verify(request, { lease_seconds: "1000000000000" })).toMatchObject({ status: 200 });
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", lease: 14 * 86_400, attempts: 0 });
  });

  test("a feed that moves to another hub leaves the old one", async () => {
    const { id, request } = await subscribed();
    hub.answer("/other", 202);
    serve({
      link: `<${hub.site.url("/other")}>; rel="hub", <${request.topic}>; rel="self"`,
      items: [two, one],
    });
    await pollAgain(id);
    const [first, second] = [await hub.asked(), await hub.asked()].toSorted((a, b) =>
      a.mode < b.mode ? -1 : 1,
    );
    expect(first).toMatchObject({ mode: "subscribe", path: "/other" });
    expect(first?.callback).not.toBe(request.callback);
    expect(first?.secret).not.toBe(request.secret);
    expect(second).toMatchObject({
      mode: "unsubscribe",
      path: "/hub",
      callback: request.callback,
      secret: null,
    });
    expect(await hub.distribute(request, rss([two]), "sha256")).toMatchObject({ status: 410 });
    expect(await hub.verify({ ...request, mode: "unsubscribe" })).toMatchObject({
      status: 200,
      body: "a challenge",
    });
    expect(await hub.verify({ ...request, mode: "unsubscribe" })).toMatchObject({ status: 404 });
  });

  test("a feed that names no hub any more leaves it", async () => {
    const { id, request } = await subscribed();
    serve({ link: null, items: [two, one] });
    await pollAgain(id);
    expect(await hub.asked()).toMatchObject({ mode: "unsubscribe", callback: request.callback });
    expect(await subscriptionOf(id)).toBeNull();
  });

  test("a feed that was removed, by whomever, leaves its hub; nothing stays when the hub does not answer", async () => {
    const { id, request } = await subscribed();
    const registry = createFeedRegistry(server.redis);
    const feed = await registry.get(id);
    await registry.remove(feed ? [feed] : []);
    for (let goodbye = 0; goodbye < 3; goodbye++) {
      await makeDue(request);
      expect(await hub.asked()).toMatchObject({ mode: "unsubscribe" });
      await logged({ msg: "hub asked", mode: "unsubscribe" });
    }
    const callback = request.callback.split("/").at(-1) ?? "";
    expect(await server.redis.exists(subscriptionKey(callback))).toBe(0);
    expect(await server.redis.zcard(WEBSUB_DUE_KEY)).toBe(0);
  });
});

describe("a push", () => {
  test("of a part of the feed forgets nothing, and is not taken for the feed's document", async () => {
    const { id, request } = await subscribed();
    const states = createFeedStates(server.redis);
    const before = await states.load(id);
    const seen = await server.redis.hkeys(INDEX_KEYS.seen(id));
    await hub.distribute(request, rss([two], "Another title"), "sha256");
    await logged({ msg: "feed pushed", feed: id, published: 1 });
    expect(await states.load(id)).toEqual(before);
    expect(await server.redis.hkeys(INDEX_KEYS.seen(id))).toEqual(expect.arrayContaining(seen));
    serve({ items: [two, one] });
    await pollAgain(id);
    expect(await titles()).toEqual(["one", "two"]);
  });

  test("that comes again brings nothing", async () => {
    const { id, request } = await subscribed();
    for (const published of [1, 0]) {
      await hub.distribute(request, rss([two]), "sha256");
      await logged({ msg: "feed pushed", feed: id, published });
    }
    expect(await titles()).toEqual(["one", "two"]);
  });

  test("with any content type is read as what it is", async () => {
    const { request, id } = await subscribed();
    const body = JSON.stringify({
      version: "https://jsonfeed.org/version/1.1",
      items: [{ id: "2", title: "two" }],
    });
    expect(await hub.distribute(request, body, "sha256", "text/x-unknown; a=b")).toMatchObject({
      status: 202,
    });
    await logged({ msg: "feed pushed", feed: id, published: 1 });
    expect(await titles()).toEqual(["one", "two"]);
  });

  test("of an archive is marked as backfill", async () => {
    const { id, request } = await subscribed();
    const archive = Array.from({ length: 25 }, (_, at) => ({
      title: `old ${at}`,
      guid: `old-${at}`,
      pubDate: "Mon, 03 May 2021 15:43:00 GMT",
    }));
    const today = { ...two, pubDate: new Date().toUTCString() };
    await hub.distribute(request, rss([today, ...archive]), "sha256");
    await logged({ msg: "feed pushed", feed: id, published: 26, backfill: 25 });
    const news = (await itemsOnStream()).filter(({ backfill }) => !backfill);
    expect(news.map(({ title }) => title)).toEqual(["two"]);
  });

  test("without content makes the feed due, but no sooner than it may be polled", async () => {
    const { id, request } = await subscribed();
    const due = createDueFeeds(server.redis);
    const [before] = await due.dueAt([id]);
    await hub.distribute(request, "", "sha256");
    await logged({ msg: "push not used; the feed is polled instead", feed: id });
    expect(await due.dueAt([id])).toEqual([before]);
    const states = createFeedStates(server.redis);
    const key = `{wf:0}:state:${id}`;
    const state = JSON.parse((await server.redis.get(key)) ?? "{}") as object;
    await server.redis.set(key, JSON.stringify({ ...state, polledAt: Date.now() - 120_000 }));
    lines.length = 0;
    await hub.distribute(request, "<html>not a feed</html>", "sha256");
    await logged({ msg: "feed polled", feed: id });
    expect((await states.load(id)).polledAt).toBeGreaterThan(Date.now() - 60_000);
  });

  test("is refused unread when it is too large, or packed", async () => {
    const { request } = await subscribed();
    const large = "x".repeat(10 * 1024 * 1024 + 1);
    expect(await hub.distribute(request, large, "sha256")).toMatchObject({ status: 413 });
    const packed = await fetch(request.callback, {
      method: "POST",
      body: "x",
      headers: { "content-encoding": "gzip" },
    });
    expect(packed.status).toBe(415);
  });

  test("is put off when others of the feed wait already", async () => {
    const { id, request } = await subscribed();
    const waiting = Array.from({ length: 8 }, (_, at) => [Date.now() + 60_000, `${id} ${at} 100`]).flat();
    await server.redis.zadd(PUSHES_KEY, ...waiting);
    expect(await hub.distribute(request, rss([two]), "sha256")).toMatchObject({ status: 503 });
    await server.redis.zadd(PUSHES_KEY, "XX", 1, `${id} 0 100`);
    expect(await hub.distribute(request, rss([two]), "sha256")).toMatchObject({ status: 202 });
    await logged({ msg: "feed pushed", feed: id, published: 1 });
    expect(await server.redis.zcard(PUSHES_KEY)).toBe(7);
  });
});

describe("a hub that goes quiet", () => {
  test("is set back when two polls in a row find what no push told, and asked again after a week", async () => {
    const { id, request } = await subscribed();
    // The first one may have been written before the hub confirmed.
    await pollAgain(id);
    const three = { title: "three", guid: "3" };
    serve({ items: [two, one] });
    await pollAgain(id);
    const now = new Date();
    const missed = await subscriptionOf(id);
    expect(missed).toMatchObject({ state: "active", misses: 1 });
    expect(missed && isPushed(missed, now)).toBe(true);
    serve({ items: [three, two, one] });
    await pollAgain(id);
    const demoted = await subscriptionOf(id);
    expect(demoted).toMatchObject({ state: "demoted", misses: 0 });
    expect(demoted && isPushed(demoted, now)).toBe(false);
    const due = Number(await server.redis.zscore(WEBSUB_DUE_KEY, demoted?.callback ?? ""));
    expect(due - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
    await makeDue(request);
    expect(await hub.asked()).toEqual(request);
    expect(await subscriptionOf(id)).toMatchObject({ state: "pending" });
  });

  test("is forgiven when a push comes", async () => {
    const { id, request } = await subscribed();
    await pollAgain(id);
    serve({ items: [two, one] });
    await pollAgain(id);
    expect(await subscriptionOf(id)).toMatchObject({ misses: 1 });
    await hub.distribute(request, rss([two]), "sha256");
    await logged({ msg: "feed pushed", feed: id, published: 0 });
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", misses: 0 });
  });

  test("is not to blame for what was written before it confirmed", async () => {
    serve();
    const id = await addFeed();
    await logged({ msg: "feed polled", feed: id });
    const request = await hub.asked();
    await hub.verify(request);
    serve({ items: [two, one] });
    await pollAgain(id);
    expect(await subscriptionOf(id)).toMatchObject({ state: "active", misses: 0 });
  });
});

test("the role says whether it is healthy", async () => {
  const healthy = await fetch(`${admin}/healthz`);
  expect([healthy.status, await healthy.json()]).toEqual([200, { redis: "ok" }]);
  expect((await fetch(`${admin}/`)).status).toBe(404);
});
