import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FeedServer, rss, startFeedServer } from "../support/feed-server.ts";
import { isReady, openWorkplace, type Workplace } from "../support/wirefold.ts";

const ROOT = join(import.meta.dirname, "../..");
const readme = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = (language: string): string[] =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map(
    ([, code = ""]) => code,
  );

let place: Workplace;
let site: FeedServer;
beforeAll(async () => {
  place = openWorkplace();
  site = await startFeedServer();
  site.serve("/a.xml", rss([{ title: "Told to a consumer", guid: "1" }]));
  const service = place.start(["run"]);
  await service.logged(isReady("relay"));
  await place.run(["feeds", "add", site.url("/a.xml")]);
});
afterAll(async () => {
  await place[Symbol.asyncDispose]();
  await site[Symbol.asyncDispose]();
});

const consumers = blocks("js");

test("the README shows a consumer of the stream and one of the queue", () => {
  expect(consumers.map((code) => /bullmq/.test(code))).toEqual([false, true]);
});

test.each(consumers.map((code, at) => [at, code] as const))(
  "consumer %i of the README prints items",
  async (_, code) => {
    const env = { ...process.env, REDIS_URL: await place.redisUrl() };
    const child = spawn(process.execPath, ["--input-type=module", "--eval", code], {
      cwd: ROOT,
      env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      const [line] = (await once(createInterface({ input: child.stdout }), "line")) as [string];
      expect(line).toContain("Told to a consumer");
    } finally {
      child.kill();
      await once(child, "exit");
    }
  },
);

test("the feeds file of the README can be imported", async () => {
  const [yaml = ""] = blocks("yaml");
  const other = openWorkplace();
  const imported = await other.run(["feeds", "import", other.file("feeds.yaml", yaml)]);
  expect(imported).toMatchObject({ code: 0, stderr: "" });
  expect(imported.stdout.match(/^added/gm)).toHaveLength(2);
  await other[Symbol.asyncDispose]();
});
