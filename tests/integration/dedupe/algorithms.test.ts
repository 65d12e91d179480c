import { expect, test } from "vitest";
import { ALGORITHM, type Algorithm } from "../../../src/dedupe/text/algorithm.ts";
import { startAdmissions } from "../../support/admissions.ts";
import { type Article, arrivalOf } from "../../support/articles.ts";
import { DAM } from "../../support/news.ts";
import { useTestRedis } from "../../support/redis.ts";

const server = useTestRedis();

/** An algorithm that hashes everything otherwise, so that nothing of one is like anything of the other. */
const another = (version: number): Algorithm => ({
  ...ALGORITHM,
  version,
  fingerprint(item) {
    const { print, keys } = ALGORITHM.fingerprint(item);
    const lead = print.lead.map((code) => code ^ (0x2aaa + version));
    const content = print.content.split("").toReversed().join("");
    return { print: { ...print, lead, content }, keys: keys.map((key) => (key ^ 0x5a5a5a5a) >>> 0) };
  },
});
const OLD = another(0);
const NEWER = another(2);

const own: Article = { outlet: "first.example", ...DAM };
const copy: Article = { ...own, outlet: "second.example" };
const changed = { ...own, text: DAM.text.replace("31 people", "38 people") };

const old = () => startAdmissions(server.redis, { algorithms: [OLD] });
const upgraded = () => startAdmissions(server.redis, { algorithms: [ALGORITHM, OLD] });
const alone = () => startAdmissions(server.redis);

test("what an older algorithm wrote is found, and nothing is told again", async () => {
  await old().admit(own);
  expect((await upgraded().admit(own)).kind).toBe("duplicate");
  expect((await upgraded().admit({ ...own, path: "b" })).kind).toBe("duplicate");
  expect(await upgraded().admit(copy)).toMatchObject({
    kind: "reprint",
    relation: { score: 1, differs: { text: 0 } },
  });
  expect(await upgraded().told()).toEqual([
    "new https://first.example/a",
    "reprint https://second.example/a",
  ]);
});

test("an entry that an older algorithm wrote is compared by it", async () => {
  await old().admit(own);
  expect((await upgraded().admit({ ...own, text: `${DAM.text}  ` })).kind).toBe("duplicate");
  expect(await upgraded().admit(changed)).toMatchObject({
    kind: "revision",
    relation: { differs: { figures: 1 } },
  });
  expect((await upgraded().admit(own)).kind).toBe("duplicate");
  expect((await upgraded().told()).length).toBe(2);
});

test("copies that came before and after an upgrade are one story", async () => {
  await old().admit(own);
  await upgraded().admit(copy);
  expect(await upgraded().admit({ ...own, outlet: "third.example" })).toMatchObject({ kind: "reprint" });
  const stories = new Set((await upgraded().events()).map(({ story }) => story));
  expect(stories).toEqual(new Set([arrivalOf(own).itemId]));
});

test("without the older algorithm its records are not found", async () => {
  await old().admit(own);
  expect((await alone().admit(copy)).kind).toBe("new");
});

test("records of a newer algorithm, which another process may write, are skipped", async () => {
  await startAdmissions(server.redis, { algorithms: [NEWER, ALGORITHM] }).admit(own);
  expect((await alone().admit(own)).kind).toBe("duplicate");
  expect((await alone().admit(copy)).kind).toBe("new");
  expect((await alone().admit({ ...own, outlet: "third.example" })).kind).toBe("reprint");
});

test("an entry whose record is of a newer algorithm is not told again for a change that nobody here can see", async () => {
  await startAdmissions(server.redis, { algorithms: [NEWER, ALGORITHM] }).admit(own);
  expect((await alone().admit({ ...own, text: `${DAM.text}  ` })).kind).toBe("duplicate");
});
