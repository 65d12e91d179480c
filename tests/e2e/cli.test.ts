import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ItemEvent } from "../../src/item.ts";
import { findFreePort } from "../../src/redis/embedded/process.ts";
import { INDEX_KEYS } from "../../src/redis/keys.ts";
import { type FeedServer, rss } from "../support/feed-server.ts";
import { type Finished, isReady, openWorkplace, type Workplace, useWorkplace } from "../support/wirefold.ts";

let place: Workplace;
let site: FeedServer;
useWorkplace((...opened) => {
  [place, site] = opened;
});

const jsonLines = ({ stdout }: Finished): Record<string, unknown>[] =>
  stdout
    .trim()
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe("feeds", () => {
  test("are added, listed, exported, imported again and removed, without a service", async () => {
    const added = await place.run([
      "feeds",
      "add",
      "https://a.example/feed",
      "feed://b.example/feed",
      "--every",
      "6h",
      "--identity",
      "address",
      "--zone",
      "Asia/Tehran",
      "--first",
      "7d",
    ]);
    expect(added).toMatchObject({ code: 0, stderr: "" });
    const listed = jsonLines(await place.run(["feeds", "list", "--json"]));
    expect(listed).toMatchObject([
      { url: "http://b.example/feed", interval: 21_600, failures: 0, polledAt: null },
      {
        url: "https://a.example/feed",
        interval: 21_600,
        zone: "Asia/Tehran",
        first: "7d",
        held: 0,
        identity: { policy: "address", version: null, reason: "operator", since: null, overridden: true },
      },
    ]);
    expect((await place.run(["feeds", "list"])).stdout).toMatch(/ IDENTITY .*address \(set\) /s);
    const yaml = await place.run(["feeds", "export"]);
    const opml = await place.run(["feeds", "export", "--format", "opml"]);
    expect(opml.stdout).toContain('xmlUrl="https://a.example/feed"');

    await place.run(["feeds", "remove", String(listed[0]?.["id"]), "https://a.example/feed"]);
    expect((await place.run(["feeds", "list", "--json"])).stdout).toBe("");
    expect(await place.run(["feeds", "import", place.file("again.yaml", yaml.stdout)])).toMatchObject({
      code: 0,
    });
    expect((await place.run(["feeds", "export"])).stdout).toBe(yaml.stdout);
  });

  test("that come back are remembered for good again", async () => {
    const service = place.start(["run", "--role", "relay"]);
    await service.logged(isReady("relay"));
    await place.run(["feeds", "add", "https://a.example/feed"]);
    const [feed] = jsonLines(await place.run(["feeds", "list", "--json"]));
    const redis = await place.redis();
    const seen = INDEX_KEYS.seen(String(feed?.["id"]));
    await redis.hset(seen, "k:1", "b1 20000 x:1");
    await place.run(["feeds", "remove", "https://a.example/feed"]);
    expect(await redis.ttl(seen)).toBeGreaterThan(80 * 86_400);
    await place.run(["feeds", "add", "https://a.example/feed"]);
    expect(await redis.ttl(seen)).toBe(-1);
  });

  test.each([
    ["--zone", "Europe/Atlantis", '"Europe/Atlantis" is not a time zone'],
    ["--identity", "link", "Allowed choices are guid, address, words"],
  ])("with %s %s are refused, saying what is possible", async (option, value, reason) => {
    const finished = await place.run(["feeds", "add", "https://a.example/feed", option, value]);
    expect(finished).toMatchObject({ code: 2, stderr: expect.stringContaining(reason) as string });
  });

  test("tell what their entries are told apart by, and why", async () => {
    site.serve(
      "/a.xml",
      rss([1, 2, 3, 4].map((n) => ({ title: `t${n}`, guid: "N/A", link: `http://x.example/${n}` }))),
    );
    const service = place.start(["run"]);
    await service.logged(isReady("fetcher"));
    await place.run(["feeds", "add", site.url("/a.xml")]);
    const line = await service.logged(({ msg }) => msg === "identity policy changed");
    expect(line).toMatchObject({ level: "info", from: "guid", to: "address", reason: "guids-missing" });
    const [feed] = jsonLines(await place.run(["feeds", "list", "--json"]));
    expect(feed).toMatchObject({
      identity: { policy: "address", version: "b", reason: "guids-missing", overridden: false },
    });
  });

  test("that do not exist are named, and nothing is removed", async () => {
    await place.run(["feeds", "add", "https://a.example/feed"]);
    expect(await place.run(["feeds", "remove", "https://a.example/feed", "f0"])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no such feed: f0") as string,
    });
    expect((await place.run(["feeds", "list"])).stdout).toContain("https://a.example/feed");
  });

  test("show what they hold of a flood, until it is released", async () => {
    const old = [...Array(60).keys()].map((n) => ({
      title: `old ${n}`,
      guid: `old ${n}`,
      pubDate: "Thu, 05 Mar 2020 12:00:00 GMT",
    }));
    site.serve("/a.xml", rss([{ title: "one", guid: "1", pubDate: "Sun, 01 Mar 2026 12:00:00 GMT" }]));
    const service = place.start(["run"], { WIREFOLD_FIRST: "none" });
    await service.logged(isReady("fetcher"));
    await place.run(["feeds", "add", site.url("/a.xml")]);
    await service.logged(({ msg, ...line }) => msg === "feed polled" && line["entries"] === 1);
    site.serve("/a.xml", rss(old));
    await place.run(["feeds", "poll", site.url("/a.xml")]);
    const line = await service.logged(({ msg }) => msg.includes("flood"));
    expect(line).toMatchObject({ level: "warn", held: 60, overflow: 0 });
    await service.logged(({ msg, ...polled }) => msg === "feed polled" && polled["held"] === 60);
    expect((await place.run(["feeds", "list"])).stdout).toMatch(/ 0 .* gap suspected, held 60 /);
    expect(await place.run(["feeds", "release", site.url("/a.xml")])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining("60 emitted, 0 told already") as string,
    });
    const redis = await place.redis();
    expect(await redis.xlen("{wf}:items")).toBe(60);
    expect((await place.run(["feeds", "release", site.url("/a.xml"), "--drop"])).stdout).toContain(
      "0 dropped",
    );
    expect((await place.run(["feeds", "list"])).stdout).not.toContain("held");
  });

  test("are polled by a running service when they are added, and when a poll is asked for", async () => {
    site.serve("/a.xml", rss([{ title: "one", guid: "1" }]));
    const service = place.start(["run"]);
    await service.logged(isReady("fetcher"));
    await place.run(["feeds", "add", site.url("/a.xml")]);
    await service.logged(({ msg, ...line }) => msg === "feed polled" && line["outcome"] === "items");
    expect(await place.run(["feeds", "poll", "--all"])).toMatchObject({ stdout: "1 due now\n" });
    await service.logged(({ msg, ...line }) => msg === "feed polled" && line["outcome"] === "unchanged");
    expect((await place.run(["feeds", "list"])).stdout).toMatch(/ floor .* ok +Sample/);
  });

  test("explain when they are polled next, to people and to programs", async () => {
    const document = rss([{ title: "one", guid: "1" }]).replace("<channel>", "<channel><ttl>120</ttl>");
    site.serve("/a.xml", document);
    site.serve("/b.xml", (_, response) => response.writeHead(403).end());
    const urls = [site.url("/a.xml"), site.url("/b.xml"), "https://later.example/feed"];
    const service = place.start(["run", "--role", "scheduler,fetcher"]);
    await service.logged(isReady("fetcher"));
    await place.run(["feeds", "add", ...urls.slice(0, 2)]);
    await service.logged(({ msg, ...line }) => msg === "feed polled" && line["outcome"] === "items");
    await service.logged(({ msg, ...line }) => msg === "feed polled" && line["outcome"] === "failed");

    const [well] = jsonLines(await place.run(["feeds", "explain", String(urls[0]), "--json"]));
    expect(well).toMatchObject({ url: urls[0], why: "ttl", seconds: 7_200, status: "ok", failures: 0 });
    expect(well?.["terms"]).toContainEqual(
      expect.objectContaining({ name: "ttl", seconds: 7_200, effect: "longer" }),
    );
    expect(well?.["jitter"]).toBeLessThanOrEqual(721);
    const ill = await place.run(["feeds", "explain", String(urls[1])]);
    expect(ill.stdout).toMatch(/status +FETCH_STATUS x1 for \d+s\n/);
    expect(ill.stdout).toMatch(/after the last poll: failure\n +failure +2h +sets +forbidden, 1 in a row\n/);
    expect(await place.run(["feeds", "explain", String(urls[2])])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("no such feed: https://later.example/feed") as string,
    });
  });

  test("explain that they were not polled yet", async () => {
    await place.run(["feeds", "add", "https://a.example/feed"]);
    expect((await place.run(["feeds", "explain", "https://a.example/feed"])).stdout).toMatch(
      /status +new\npolled +never\ndue +now/,
    );
  });
});

describe("items tail", () => {
  test("prints what is on the stream for people and for programs, and ends after a count", async () => {
    site.serve(
      "/a.xml",
      rss([
        { title: "two \u001B[31mred", guid: "2" },
        { title: "one", guid: "1" },
      ]),
    );
    const service = place.start(["run"]);
    await service.logged(isReady("fetcher"));
    const tail = place.start(["items", "tail", "--json", "--from", "start", "--count", "2"]);
    await place.run(["feeds", "add", site.url("/a.xml")]);
    const seen = jsonLines(await tail.finished) as unknown as ItemEvent[];
    expect(seen.map(({ item }) => item.title)).toEqual(["one", expect.stringContaining("two")]);
    const human = await place.run(["items", "tail", "--from", "start", "--count", "2"]);
    expect(human.stdout).toContain("Sample");
    expect(human.stdout).not.toContain("\u001B");
    expect(await place.run(["redis-url"])).toMatchObject({ code: 0, stdout: `${await place.redisUrl()}\n` });
  });

  test("ends cleanly on SIGINT", async () => {
    const service = place.start(["run"]);
    await service.logged(isReady("relay"));
    const tail = place.start(["items", "tail"]);
    const redis = await place.redis();
    // Beside the relay it reads from the stream: now the signal meets it at work.
    while (String(await redis.client("LIST")).split("cmd=xread ").length < 3) await new Promise(setImmediate);
    tail.child.kill("SIGINT");
    expect(await tail.finished).toMatchObject({ code: 0 });
  });
});

test("a command whose reader has seen enough leaves no Redis behind", async () => {
  const list = place.start(["feeds", "list", "--json"]);
  list.child.stdout?.destroy();
  expect(await list.finished).toMatchObject({ code: 0 });
  await expect(place.redisUrl()).rejects.toThrow(/no private Redis/);
});

test("items tail says that Redis is gone", async () => {
  const host = openWorkplace();
  const service = host.start(["run", "--role", "relay"]);
  await service.logged(isReady("relay"));
  const tail = place.start(["items", "tail"], { REDIS_URL: await host.redisUrl() });
  const redis = await host.redis();
  while (String(await redis.client("LIST")).split("cmd=xread ").length < 3) await new Promise(setImmediate);
  service.child.kill("SIGKILL");
  host.killRedis();
  expect(await tail.finished).toMatchObject({
    code: 1,
    stderr: expect.stringContaining("connection to Redis is lost") as string,
  });
  await host[Symbol.asyncDispose]();
});

describe("inspect", () => {
  test("reads files and addresses, a line each, and fails when one of them does", async () => {
    const good = place.file(
      "good.xml",
      rss([
        { title: "one", guid: "1", link: "http://x.example/1", pubDate: "Mon, 02 Mar 2026 10:00:00 GMT" },
      ]),
    );
    const bad = place.file("bad.xml", "<html></html>");
    site.serve("/a.xml", rss([{ title: "served" }]));
    const finished = await place.run(["inspect", good, site.url("/a.xml"), bad]);
    expect(finished.code).toBe(1);
    expect(jsonLines(finished)).toMatchObject([
      {
        file: good,
        ok: true,
        error: null,
        format: "rss",
        encoding: "utf-8",
        feed: { title: "Sample", url: null, language: null },
        entries: [
          {
            guid: "1",
            url: "http://x.example/1",
            title: "one",
            author: null,
            published: "2026-03-02T10:00:00.000Z",
            summary: null,
            content: null,
          },
        ],
      },
      { file: site.url("/a.xml"), ok: true, entries: [{ title: "served" }] },
      { file: bad, ok: false, error: expect.stringMatching(/^PARSE_NOT_A_FEED/) as string, entries: [] },
    ]);
  });

  test("takes a list with Content-Types, and reports what failed in the lines alone", async () => {
    const cyrillic = Buffer.concat([
      Buffer.from("<rss version='2.0'><channel><title>"),
      Buffer.from([0xcc, 0xc9, 0xd2]),
      Buffer.from("</title></channel></rss>"),
    ]);
    const file = place.file("koi8.xml", "");
    (await import("node:fs")).writeFileSync(file, cyrillic);
    const list = place.file("list.txt", `${file}\ttext/xml; charset=koi8-r\nno-such-file.xml\n`);
    const finished = await place.run(["inspect", "--files-from", list]);
    expect(finished.code).toBe(0);
    expect(jsonLines(finished)).toMatchObject([
      { ok: true, encoding: "koi8-r", feed: { title: "лир" } },
      { file: "no-such-file.xml", ok: false, error: expect.stringContaining("cannot be read") as string },
    ]);
  });
});

describe("a mistake ends with one message and a code", () => {
  const oneMessage = (message: RegExp) =>
    expect.stringMatching(new RegExp(`^(?!.*\\n\\s+at )[\\s\\S]*${message.source}`)) as string;

  test("in a feeds file, with its lines, before anything is started", async () => {
    const file = place.file(
      "feeds.yaml",
      "feeds:\n  - https://a.example/\n  - ftp://b.example/\n  - url: https://c.example/\n    intervall: 5m\n",
    );
    const finished = await place.run(["run", "--feeds", file]);
    expect(finished).toMatchObject({
      code: 2,
      stderr: oneMessage(/feeds\.yaml:3: .*ftp[\s\S]*feeds\.yaml:\d: unknown word "intervall"/),
    });
    await expect(place.redisUrl()).rejects.toThrow(/no private Redis/);
  });

  test("in the address of Redis", async () => {
    const url = `redis://127.0.0.1:${await findFreePort()}`;
    expect(await place.run(["run"], { REDIS_URL: url })).toMatchObject({
      code: 1,
      stderr: oneMessage(/cannot be used.*ECONNREFUSED/),
    });
    expect(await place.run(["run"], { REDIS_URL: "localhost" })).toMatchObject({
      code: 2,
      stderr: oneMessage(/REDIS_URL: must look like/),
    });
  });

  test("in the policy of Redis", async () => {
    const host = place.start(["run", "--role", "relay"]);
    await host.logged(isReady("relay"));
    await (await place.redis()).config("SET", "maxmemory-policy", "volatile-ttl");
    const finished = await place.run(["run"], { REDIS_URL: await place.redisUrl() });
    expect(finished).toMatchObject({ code: 1, stderr: oneMessage(/volatile-ttl.*noeviction/) });
  });

  test("in the port of the private Redis", async () => {
    const squatter = createServer().listen(0, "127.0.0.1");
    await once(squatter, "listening");
    const { port } = squatter.address() as AddressInfo;
    expect(await place.run(["run"], { WIREFOLD_REDIS_PORT: String(port) })).toMatchObject({
      code: 1,
      stderr: oneMessage(new RegExp(`Port ${port} .*taken`)),
    });
    squatter.close();
  });

  test.each([
    [["run", "--role", "fetcher,cook"], /"cook" is not a role/],
    [["feeds", "add", "gopher://x.example/"], /not an http or https address/],
    [["feeds", "poll"], /--all/],
    [
      ["feeds", "add", "https://x.example/", "--first", "some"],
      /--first: "some" is neither "none" nor a number/,
    ],
    [["feeds", "release", "f0"], /no such feed: f0/],
    [["items", "tail", "--count", "none"], /whole number/],
    [["inspect"], /name files or addresses/],
    [["nonsense"], /unknown command/],
  ])("in the words %j", async (args, message) => {
    expect(await place.run(args)).toMatchObject({ code: 2, stdout: "", stderr: oneMessage(message) });
  });
});

test("every command explains itself, and the version is the package's", async () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  expect(await place.run(["--version"])).toMatchObject({ code: 0, stdout: `${version}\n` });
  const commands = [
    ["run"],
    ["feeds"],
    ["feeds", "add"],
    ["feeds", "poll"],
    ["feeds", "release"],
    ["items", "tail"],
    ["inspect"],
    ["redis-url"],
  ];
  for (const command of commands) {
    const finished = await place.run([...command, "--help"]);
    expect(finished).toMatchObject({
      code: 0,
      stdout: expect.stringContaining(`Usage: wirefold ${command.join(" ")}`) as string,
    });
  }
});
