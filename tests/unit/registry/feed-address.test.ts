import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { feedAddress, feedId } from "../../../src/registry/feed-address.ts";
import { messageOf } from "../../support/builders.ts";

describe("the address of a feed", () => {
  test.each([
    ["https://feeds.example/rss", "https://feeds.example/rss"],
    ["  https://feeds.example/rss\n", "https://feeds.example/rss"],
    ["HTTPS://Feeds.Example:443/RSS", "https://feeds.example/RSS"],
    ["http://feeds.example", "http://feeds.example/"],
    ["feed://feeds.example/rss", "http://feeds.example/rss"],
    ["feed:https://feeds.example/rss", "https://feeds.example/rss"],
    ["feed://https://feeds.example/rss", "https://feeds.example/rss"],
    ["FEED:HTTP://feeds.example/rss", "http://feeds.example/rss"],
    ["https://feeds.example/rss#latest", "https://feeds.example/rss"],
    ["https://feeds.example/rss?a=1&b=%20#x", "https://feeds.example/rss?a=1&b=%20"],
    ["https://bücher.example/rss", "https://xn--bcher-kva.example/rss"],
  ])("%j is stored as %s", (text, stored) => {
    expect(feedAddress(text)).toBe(stored);
  });

  test("is stored as it is when it has been stored before", () => {
    fc.assert(
      fc.property(fc.webUrl({ withFragments: true, withQueryParameters: true }), (address) => {
        const stored = feedAddress(address);
        expect(feedAddress(stored)).toBe(stored);
      }),
    );
  });

  test.each([
    ["", '"" is not an address'],
    ["feeds.example/rss", '"feeds.example/rss" is not an address'],
    ["https://", '"https://" is not an address'],
    ["https://exa mple.com/", '"https://exa mple.com/" is not an address'],
    ["ftp://feeds.example/rss", '"ftp://feeds.example/rss" is not an http or https address'],
    ["file:///etc/passwd", '"file:///etc/passwd" is not an http or https address'],
    ["javascript:alert(1)", '"javascript:alert(1)" is not an http or https address'],
    ["feed:ftp://feeds.example/", '"feed:ftp://feeds.example/" is not an http or https address'],
  ])("%j is refused", (text, message) => {
    expect(messageOf(() => feedAddress(text), Error)).toBe(message);
  });

  test.each(["https://user:hunter2@feeds.example/", "https://hunter2@feeds.example/"])(
    "%s is refused without repeating the secret",
    (text) => {
      const message = messageOf(() => feedAddress(text), Error);
      expect(message).toBe('"feeds.example": a user name or password in an address is not supported');
    },
  );
});

describe("the id of a feed", () => {
  test("never changes: what is remembered of a feed hangs on it", () => {
    expect(feedId("https://feeds.example/rss")).toBe("fa12e7be3094a");
  });

  test("differs from address to address", () => {
    expect(feedId("https://feeds.example/rss")).not.toBe(feedId("http://feeds.example/rss"));
  });
});
