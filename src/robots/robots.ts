import type { Redis } from "ioredis";
import robotsParser from "robots-parser";
import { FetchError } from "../errors.ts";
import { robotsKey } from "../redis/keys.ts";

/** Seconds for which a robots.txt is remembered (RFC 9309, 2.4: no more than a day). */
const KEPT = 86_400;
/** Characters that are read (RFC 9309, 2.5: at least so many), and of lines with wildcards, which cost the most. */
const MOST = 500 * 1024;
const MOST_WILD = 20_000;
const NOTHING_ALLOWED = "User-agent: *\nDisallow: /";

/** Gets a text. @throws FetchError, NotNowError */
export type GetText = (address: string) => Promise<string>;

/** What sites let robots read. */
export interface Robots {
  /**
   * @param get how the site's robots.txt is had, where it is not known
   * @throws FetchError, NotNowError while nobody knows what the site says: until then, nothing of it may be read
   *   (RFC 9309, 2.3.1.4)
   */
  allows(address: string, get: GetText): Promise<boolean>;
}

/** Its types say that the function is the member `default` of the module; it is the module. */
const parse = robotsParser as unknown as typeof robotsParser.default;

/** @param agent the name that a robots.txt may call us by (RFC 9309, 2.2.1) */
export function createRobots(redis: Redis, agent: string): Robots {
  return {
    async allows(address, get) {
      const { origin } = new URL(address);
      const robotsUrl = `${origin}/robots.txt`;
      const key = robotsKey(origin);
      let rules = await redis.get(key);
      if (rules === null) {
        rules = await get(robotsUrl).then(bearable, rulesWithout);
        await redis.set(key, rules, "EX", KEPT);
      }
      return parse(robotsUrl, rules).isAllowed(address, agent) !== false;
    },
  };
}

/** Rules that would take long to follow are those of somebody who does not want robots. */
function bearable(text: string): string {
  const rules = text.slice(0, MOST);
  const wild = rules.split("\n").filter((line) => line.includes("*"));
  return wild.join("").length > MOST_WILD ? NOTHING_ALLOWED : rules;
}

/** What holds where a robots.txt is not to be had (RFC 9309, 2.3.1.3). @throws the error, where nobody can tell */
function rulesWithout(error: unknown): string {
  if (!(error instanceof FetchError)) throw error;
  const { code, status } = error;
  if (code === "FETCH_TOO_LARGE") return NOTHING_ALLOWED;
  if (code === "FETCH_STATUS" && status !== null && status >= 400 && status < 500 && status !== 429)
    return "";
  throw error;
}
