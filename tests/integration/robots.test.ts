import { describe, expect, test } from "vitest";
import { FetchError } from "../../src/errors.ts";
import { createRobots } from "../../src/robots/robots.ts";
import { useTestRedis } from "../support/redis.ts";

const server = useTestRedis();
const SITE = "https://site.example";

/** Robots that find this at `/robots.txt`, and how often they looked. */
function robotsAt(text: string | FetchError) {
  const asked: string[] = [];
  const robots = createRobots(server.redis, "Wirefold");
  const get = async (address: string): Promise<string> => {
    asked.push(address);
    if (typeof text !== "string") throw text;
    return text;
  };
  const allows = (path: string): Promise<boolean> => robots.allows(`${SITE}${path}`, get);
  return { allows, asked };
}
const answered = (status: number): FetchError => new FetchError("FETCH_STATUS", "no", { status });

test("a robots.txt is asked for once, at the origin, for all pages of a day", async () => {
  const { allows, asked } = robotsAt("User-agent: *\nDisallow: /private/");
  expect(await allows("/news/1")).toBe(true);
  expect(await allows("/private/1")).toBe(false);
  expect(asked).toEqual([`${SITE}/robots.txt`]);
  expect(await server.redis.ttl(`{wf:0}:robots:${SITE}`)).toBeGreaterThan(86_000);
});

describe("the rules", () => {
  test.each([
    [
      "for us count, and not those for all",
      "User-agent: *\nDisallow: /\n\nUser-agent: Wirefold\nDisallow: /x",
      true,
    ],
    ["for others do not count", "User-agent: GoogleBot\nDisallow: /", true],
    ["with wildcards are followed", "User-agent: *\nDisallow: /*.html$", false],
    ["that are longer win", "User-agent: *\nDisallow: /news/\nAllow: /news/a.html", true],
    ["that nobody can read are none", "<!doctype html><title>Welcome</title>", true],
    [
      "that would take long to follow allow nothing",
      `User-agent: *\n${"Disallow: /*a*b*c\n".repeat(5_000)}`,
      false,
    ],
  ])("%s", async (_, text, isAllowed) => {
    expect(await robotsAt(text).allows("/news/a.html")).toBe(isAllowed);
  });
});

describe("without a robots.txt", () => {
  test.each([401, 403, 404, 410])("everything is allowed where the answer is %i", async (status) => {
    expect(await robotsAt(answered(status)).allows("/a")).toBe(true);
  });

  test.each([429, 500, 503])("nobody knows where the answer is %i, and it is asked again", async (status) => {
    const { allows, asked } = robotsAt(answered(status));
    await expect(allows("/a")).rejects.toThrow("no");
    await expect(allows("/a")).rejects.toThrow("no");
    expect(asked).toHaveLength(2);
  });

  test("nothing is allowed where it is endless", async () => {
    expect(await robotsAt(new FetchError("FETCH_TOO_LARGE", "large")).allows("/a")).toBe(false);
  });
});
