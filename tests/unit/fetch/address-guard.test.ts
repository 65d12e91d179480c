import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createAddressGuard } from "../../../src/fetch/address-guard.ts";

const isAllowed = createAddressGuard([]);

/** What must never be connected to; each range with its first and last address where it has an end of its own. */
const REFUSED: readonly (readonly [what: string, ...addresses: string[]])[] = [
  ["this host", "0.0.0.0", "0.255.255.255", "::"],
  ["loopback", "127.0.0.1", "127.0.0.0", "127.255.255.255", "::1"],
  [
    "RFC 1918",
    "10.0.0.0",
    "10.255.255.255",
    "172.16.0.0",
    "172.31.255.255",
    "192.168.0.0",
    "192.168.255.255",
  ],
  ["carrier NAT", "100.64.0.0", "100.127.255.255"],
  ["metadata of Alibaba", "100.100.100.200"],
  ["link-local, with the metadata of most clouds", "169.254.0.0", "169.254.255.255", "169.254.169.254"],
  ["ECS task credentials", "169.254.170.2"],
  ["the Azure wire server, public by range", "168.63.129.16"],
  ["protocol assignments, with OCI metadata", "192.0.0.0", "192.0.0.192", "192.0.0.255"],
  [
    "documentation",
    "192.0.2.1",
    "198.51.100.1",
    "203.0.113.255",
    "2001:db8::1",
    "3fff::1",
    "3fff:fff:ffff::1",
  ],
  ["benchmarks", "198.18.0.0", "198.19.255.255", "2001:2::1"],
  ["the 6to4 relay", "192.88.99.1"],
  ["multicast", "224.0.0.1", "239.255.255.250", "ff02::1", "ff0e::1"],
  ["reserved and broadcast", "240.0.0.1", "255.255.255.254", "255.255.255.255"],
  ["IPv4-mapped", "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:a9fe:a9fe", "0:0:0:0:0:ffff:10.0.0.1"],
  ["IPv4-mapped, even of a public address", "::ffff:8.8.8.8"],
  ["IPv4-compatible", "::127.0.0.1", "::a9fe:a9fe"],
  ["IPv4-translated", "::ffff:0:127.0.0.1"],
  ["NAT64", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::a9fe:a9fe"],
  ["6to4", "2002:7f00:1::", "2002:a9fe:a9fe::", "2002:808:808::1"],
  ["Teredo", "2001::1", "2001:0:7f00:1::"],
  ["ORCHID", "2001:10::1", "2001:20::1"],
  [
    "unique local, with the metadata of AWS and Google",
    "fc00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fdff::1",
  ],
  ["link-local and site-local", "fe80::1", "febf::1", "fec0::1"],
  ["discard", "100::1", "100:0:0:1::1"],
  ["segment routing", "5f00::1"],
  ["ISATAP", "2606:4700::5efe:7f00:1", "2606:4700::200:5efe:7f00:1"],
  ["outside of 2000::/3", "1fff::1", "4000::1", "8000::1", "e000::1"],
];

/** Public addresses next to those ranges. */
const ALLOWED: readonly string[] = [
  "1.0.0.0",
  "1.1.1.1",
  "8.8.8.8",
  "9.255.255.255",
  "11.0.0.0",
  "93.184.216.34",
  "100.63.255.255",
  "100.128.0.0",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "168.63.129.17",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.0",
  "191.255.255.255",
  "192.0.1.0",
  "192.0.3.0",
  "192.88.98.255",
  "192.88.100.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "198.51.99.255",
  "198.51.101.0",
  "203.0.112.255",
  "203.0.114.0",
  "223.255.255.255",
  "2000::1",
  "2001:200::1",
  "2001:4860:4860::8888",
  "2001:db7:ffff::1",
  "2001:db9::1",
  "2003::1",
  "2606:4700::5efd:7f00:1",
  "2606:4700:5efe::7f00:1",
  "2606:4700:4700::1111",
  "2a00:1450::1",
];

const hex = (high: number, low: number): string => ((high << 8) | low).toString(16);

describe("an address that is not public is refused", () => {
  const rows = REFUSED.flatMap(([what, ...addresses]) =>
    addresses.map((address) => [what, address] as const),
  );
  test.each(rows)("%s: %s", (_, address) => {
    expect(isAllowed(address)).toBe(false);
  });

  test("private IPv4 is not reached by wrapping it into IPv6", () => {
    fc.assert(
      fc.property(fc.ipV4(), (ip) => {
        const [a = 0, b = 0, c = 0, d = 0] = ip.split(".").map(Number);
        const bits = `${hex(a, b)}:${hex(c, d)}`;
        const wrapped = [
          `::ffff:${bits}`,
          `::${bits}`,
          `::ffff:0:${bits}`,
          `64:ff9b::${bits}`,
          `2002:${bits}::1`,
        ];
        expect(wrapped.filter(isAllowed)).toEqual([]);
      }),
    );
  });
});

test.each(ALLOWED)("%s is public", (address) => {
  expect(isAllowed(address)).toBe(true);
});

test.each([
  ["", "nothing"],
  ["example.com", "a name"],
  ["256.1.1.1", "out of range"],
  ["8.8.8.8 ", "a space"],
  ["8.8.8.8/32", "a range"],
  ["[2606:4700::1]", "brackets"],
  ["fe80::1%eth0", "a zone"],
  ["2606:4700::1%eth0", "a zone on a public address"],
  ["2606:4700:::1", "a colon too many"],
])("%j is no address: %s", (address) => {
  expect(isAllowed(address)).toBe(false);
});

/** Ways to write a host; the URL parser gives one form to all of them, and that is what the guard is asked about. */
test.each([
  "http://127.1/",
  "http://127.0.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://00000000177.0.0.1/",
  "http://%31%32%37.0.0.1/",
  "http://①②⑦.⓪.⓪.①/",
  "http://127。0。0。1/",
  "http://127.0.0.1./",
  "http://0/",
  "http://[0:0:0:0:0:ffff:127.0.0.1]/",
  "http://[::ffff:169.254.169.254]/",
  "http://good.example@127.0.0.1/",
  "http://good.example:80@127.0.0.1:81/",
  "http://127.0.0.1\\@good.example/",
  "http://127.0.0.1#@good.example/",
  "http:127.0.0.1/",
  "http:\\\\127.0.0.1\\",
])("%s is refused in every spelling", (address) => {
  const host = new URL(address).hostname.replace(/^\[|\]$/g, "");
  expect(isAllowed(host)).toBe(false);
});

describe("a private range that is allowed", () => {
  const guard = createAddressGuard(["127.0.0.0/8", "10.1.0.0/16", "fd00::/8", "168.63.129.16/32"]);

  test.each(["127.0.0.1", "127.255.255.255", "10.1.255.255", "fd00::1", "fdff::1", "168.63.129.16"])(
    "admits %s",
    (address) => {
      expect(guard(address)).toBe(true);
    },
  );

  test.each([
    "10.0.255.255",
    "10.2.0.0",
    "192.168.0.1",
    "169.254.169.254",
    "::1",
    "fc00::1",
    "::ffff:127.0.0.1",
  ])("does not admit %s", (address) => {
    expect(guard(address)).toBe(false);
  });

  test("leaves public addresses public", () => {
    expect(ALLOWED.filter((address) => !guard(address))).toEqual([]);
  });

  test("does not admit a zone", () => {
    expect(createAddressGuard(["fe80::/10"])("fe80::1%eth0")).toBe(false);
  });
});
