import { afterAll, describe, expect, test } from "vitest";
import { createFetcher } from "../../../src/fetch/fetch-document.ts";

/** Only what is refused before anything is sent; answers of servers are tests/integration/fetch. */
const fetcher = createFetcher({ allowPrivate: [] });
afterAll(() => fetcher.close());

const errorOf = async (address: string): Promise<unknown> =>
  fetcher.fetch(address, null, new AbortController().signal).catch((error: unknown) => error);

describe("an address that cannot be fetched is refused for good", () => {
  test.each([
    ["", "it is not an address"],
    ["feeds.example/rss", "it is not an address"],
    ["http://256.256.256.256/", "it is not an address"],
    ["http://1.2.3.4.5/", "it is not an address"],
    ["http://127.0.0.1:65536/", "it is not an address"],
    ["http://127.0.0.1%00.example.com/", "it is not an address"],
    ["http://[fe80::1%25eth0]/", "it is not an address"],
    ["file:///etc/passwd", "only http and https are fetched"],
    ["gopher://x:6379/_FLUSHALL", "only http and https are fetched"],
    ["http://feeds.example:22/", "port 22 is one of another protocol"],
    ["ftp://feeds.example/", "only http and https are fetched"],
    ["data:text/xml,<rss/>", "only http and https are fetched"],
    ["javascript:alert(1)", "only http and https are fetched"],
    ["feed://feeds.example/", "only http and https are fetched"],
    ["http+unix://%2Fvar%2Frun%2Fdocker.sock/", "only http and https are fetched"],
    ["http://feeds.example:0/", "port 0 does not exist"],
  ])("%j", async (address, reason) => {
    expect(await errorOf(address)).toMatchObject({
      code: "FETCH_BAD_ADDRESS",
      isHopeless: true,
      message: `${address} cannot be fetched: ${reason}`,
    });
  });

  test.each(["https://user:hunter2@feeds.example/", "https://hunter2@feeds.example/"])(
    "%s, without the secret in the message that is logged",
    async (address) => {
      const error = await errorOf(address);
      expect(error).toMatchObject({ code: "FETCH_BAD_ADDRESS" });
      expect(String(error)).toContain("feeds.example");
      expect(String(error)).not.toContain("hunter2");
    },
  );
});

test.each(["http://localhost/", "http://metadata/", "http://feeds.internal/", "http://feeds.onion/"])(
  "%s is not even looked up",
  async (address) => {
    const deaf = createFetcher({
      allowPrivate: [],
      lookup: () => expect.unreachable("a name was looked up"),
    });
    await expect(deaf.fetch(address, null, new AbortController().signal)).rejects.toMatchObject({
      code: "FETCH_BLOCKED_ADDRESS",
      isHopeless: true,
    });
    await deaf.close();
  },
);

test.each([
  "http://127.0.0.1/",
  "http://0x7f.1/",
  "http://[::1]:8080/",
  "https://169.254.169.254/latest/meta-data/",
])("%s is no public address", async (address) => {
  expect(await errorOf(address)).toMatchObject({ code: "FETCH_BLOCKED_ADDRESS", isHopeless: true });
});
