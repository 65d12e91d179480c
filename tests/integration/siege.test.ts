import { afterAll, beforeAll, expect, test } from "vitest";
import { createFeedStates } from "../../src/registry/feed-state.ts";
import { createReader } from "../../workers/reader.ts";
import { rss } from "../support/feed-server.ts";
import { HOSTILE_ANSWERS, HOSTILE_DOCUMENT_ANSWERS } from "../support/hostile-answers.ts";
import { startHostileServers } from "../support/hostile-servers.ts";
import { startPolls } from "../support/polls.ts";
import { startTestRedis, type TestRedis } from "../support/redis.ts";

const ANSWERS = [...HOSTILE_ANSWERS, ...HOSTILE_DOCUMENT_ANSWERS.slice(0, 2)];
const HEALTHY = Array.from({ length: 40 }, (_, at) => `/healthy-${at}`);

let server: TestRedis;
beforeAll(async () => {
  server = await startTestRedis();
});
afterAll(() => server[Symbol.asyncDispose]());

const TIME = { timeout: 60_000 };
test("among feeds that do all that a server can do, the healthy ones bring their items", TIME, async () => {
  const { redis, url: redisUrl } = server;
  const reader = createReader({ redisUrl, windowDays: 14, first: { newest: 200 } });
  const places = { quick: 4, slow: ANSWERS.length, large: ANSWERS.length };
  await using hostile = await startHostileServers(ANSWERS);
  await using polls = await startPolls(redis, undefined, { fetch: { places }, publishLarge: reader.publish });
  // What comes to no end by itself is ended soon; all else may take its time, however busy the machine is.
  await using impatient = await startPolls(redis, undefined, { fetch: { deadline: 1_000, places } });
  for (const path of HEALTHY) polls.site.serve(path, rss([{ title: path, guid: path }]));
  const attackers = await Promise.all(
    ANSWERS.map(({ scheme }, at) => polls.register(`${scheme}://127.0.0.1:${hostile.ports[at]}/feed`)),
  );
  const healthy = await Promise.all(HEALTHY.map((path) => polls.register(path)));

  await Promise.all([
    ...attackers.map((feed, at) => (ANSWERS[at]?.code === "FETCH_TIMEOUT" ? impatient : polls).poll(feed)),
    ...healthy.map((feed) => polls.poll(feed)),
  ]);
  await reader.stop();

  const states = await createFeedStates(redis).loadAll(attackers.map(({ id }) => id));
  const outcomes = ANSWERS.map(({ name }, at) => [name, states[at]?.lastError?.code ?? null]);
  expect(outcomes).toEqual(ANSWERS.map(({ name, code }) => [name, code]));
  expect(await polls.titles()).toEqual(expect.arrayContaining(HEALTHY));
});
