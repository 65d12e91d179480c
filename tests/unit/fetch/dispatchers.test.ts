import { afterAll, expect, test } from "vitest";
import { createDispatchers } from "../../../src/fetch/dispatchers.ts";

const limits = { deadline: 1_000, maxBytes: 1_000, connections: 1 };
const strict = createDispatchers({ ...limits, allowPrivate: [] });
const lenient = createDispatchers({ ...limits, allowPrivate: ["10.0.0.0/8"] });
afterAll(() => Promise.all([strict.close(), lenient.close()]));

test.each(["literal", "reached"] as const)(
  "the check of what is %s admits public addresses alone",
  (name) => {
    expect(strict.checks[name]("93.184.216.34")).toBe(true);
    expect(strict.checks[name]("10.0.0.1")).toBe(false);
    expect(lenient.checks[name]("10.0.0.1")).toBe(true);
    expect(lenient.checks[name]("127.0.0.1")).toBe(false);
  },
);

test("a public name may lead to what is public or allowed", () => {
  expect(strict.checks.answer("93.184.216.34", "feeds.example")).toBe(true);
  expect(strict.checks.answer("10.0.0.1", "feeds.example")).toBe(false);
  expect(lenient.checks.answer("10.0.0.1", "feeds.example")).toBe(true);
});

test("a name of the private network may lead to what is allowed, and not to the internet", () => {
  expect(lenient.checks.answer("10.0.0.1", "feeds.internal")).toBe(true);
  expect(lenient.checks.answer("93.184.216.34", "feeds.internal")).toBe(false);
  expect(lenient.checks.answer("127.0.0.1", "feeds.internal")).toBe(false);
});
