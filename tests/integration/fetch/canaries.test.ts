import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { Flight, FlightPlan, Landing } from "../../support/canaries.ts";

/*
 * A network of its own, in which private and public addresses are really assigned and answer. What counts is not the
 * error but that no canary was connected to, while the same address does reach it when nothing is guarded. The network
 * ends with the process that is in it, so nothing is left behind.
 */
const canFly =
  process.platform === "linux" &&
  spawnSync("unshare", ["-rn", "ip", "link", "set", "lo", "up"], { stdio: "ignore" }).status === 0;
if (!canFly)
  process.stderr.write("canaries.test.ts is skipped: `unshare -rn` or `ip` is missing or not allowed here\n");

const PUBLIC = "93.184.216.34";
/** Next to private ranges, and public. */
const LOOK_ALIKES = [
  "9.255.255.255",
  "11.0.0.0",
  "100.63.255.254",
  "100.128.0.1",
  "126.255.255.255",
  "128.0.0.0",
  "168.63.129.15",
  "169.253.255.255",
  "169.255.0.0",
  "172.15.255.255",
  "172.32.0.1",
  "191.255.255.255",
  "192.0.1.0",
  "192.167.255.255",
  "192.169.0.0",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2001:4860:4860::8888",
  "2606:4700::5efd:7f00:1",
];
const CANARIES = [
  "10.0.0.1",
  "100.64.0.1",
  "100.100.100.200",
  "100.127.255.254",
  "168.63.129.16",
  "169.254.169.254",
  "169.254.170.2",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.192",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.1.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.1",
  "203.0.113.1",
  "240.0.0.1",
  "::7f00:1",
  "::a9fe:a9fe",
  "::ffff:0:7f00:1",
  "64:ff9b::7f00:1",
  "64:ff9b::808:808",
  "64:ff9b:1::a9fe:a9fe",
  "100::1",
  "100:0:0:1::1",
  "2001:0:7f00:1::",
  "2001:db8::1",
  "2002:7f00:1::",
  "2002:a9fe:a9fe::",
  "2606:4700::5efe:7f00:1",
  "3fff::1",
  "4000::1",
  "5f00::1",
  "fc00::1",
  "fd00:ec2::254",
  "fd20:ce::254",
  "fec0::1",
];

const bracketed = (address: string): string => (address.includes(":") ? `[${address}]` : address);

/** Spellings, names and ways round; each leads to a canary when nothing is guarded. */
const SPELLINGS = [
  "http://127.0.0.1/",
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
  "http://0.0.0.0/",
  "http://[::]/",
  "http://[::1]/",
  "http://[0:0:0:0:0:ffff:127.0.0.1]/",
  "http://[::ffff:169.254.169.254]/",
  "http://[::127.0.0.1]/",
  "http://[::ffff:0:127.0.0.1]/",
  "http:127.0.0.1/",
  "http:/127.0.0.1/",
  "http:///127.0.0.1/",
  "http:\\\\127.0.0.1\\",
  "http://127.0.0.1/#@feeds.example/",
  "http://127.0.0.1\\@feeds.example/",
  "http://127.0.0.1:81/",
  "https://127.0.0.1/",
  "http://169.254.169.254/latest/meta-data/",
];
const NAMES = [
  "http://localhost/",
  "http://LOCALHOST/",
  "http://localhost./",
  "http://foo.localhost/",
  "http://loc%61lhost/",
  "http://ip6-localhost/",
  "http://metadata.google.internal/",
  "http://metadata/",
  "http://redis/",
  "http://kubernetes.default.svc/",
  "http://printer.local/",
  "http://x.home.arpa/",
  "http://127.0.0.1.nip.io/",
  "http://feeds.example/",
];
const LOOKUPS: readonly [what: string, ...answers: string[][]][] = [
  ["a private address", ["10.0.0.1"]],
  ["a private address before a public one", ["10.0.0.1", PUBLIC]],
  ["a private IPv6 address, and a public IPv4 one", ["::1", PUBLIC]],
  ["an IPv4-mapped private address", ["::ffff:10.0.0.1"]],
];
const VIA_REDIRECT = [
  "http://127.0.0.1:81/",
  "http://localhost/",
  "//169.254.169.254/",
  "http://[::1]/",
  "https://10.0.0.1/",
  "http://inner.example/",
  "http:\\\\192.168.1.1\\",
];

const NO_NAMES: Flight["names"] = {};
const blocked: [name: string, flight: Flight][] = [
  ...CANARIES.map((address): [string, Flight] => [
    address,
    { address: `http://${bracketed(address)}/`, names: NO_NAMES },
  ]),
  ...[...SPELLINGS, ...NAMES].map((address): [string, Flight] => [address, { address, names: NO_NAMES }]),
  ...LOOKUPS.map(([what, ...answers]): [string, Flight] => [
    `a name that leads to ${what}`,
    { address: "http://feeds.example/", names: { "feeds.example": answers } },
  ]),
  ...VIA_REDIRECT.flatMap((target) =>
    [301, 302, 303, 307, 308].map((status): [string, Flight] => [
      `a redirect ${status} to ${target}`,
      {
        address: `http://${PUBLIC}/to/${status}/${encodeURIComponent(target)}`,
        names: { "inner.example": [["10.0.0.1"]] },
      },
    ]),
  ),
  [
    "a name that is public at the first lookup and private at the next, after a redirect",
    {
      address: `http://feeds.example/to/302/${encodeURIComponent("http://feeds.example/")}`,
      names: { "feeds.example": [[PUBLIC], ["10.0.0.1"]] },
    },
  ],
];
const allowed: [name: string, flight: Flight][] = [
  ...[PUBLIC, ...LOOK_ALIKES].map((address): [string, Flight] => [
    address,
    { address: `http://${bracketed(address)}/`, names: NO_NAMES },
  ]),
  ["a public name", { address: "http://feeds.example/", names: { "feeds.example": [[PUBLIC]] } }],
  [
    "a redirect to a public address",
    { address: `http://${PUBLIC}/to/301/${encodeURIComponent("http://172.32.0.1/")}`, names: NO_NAMES },
  ],
];

describe.runIf(canFly)("among canaries", () => {
  let landings: Landing[];
  beforeAll(() => {
    const plan: FlightPlan = {
      assign: [PUBLIC, ...LOOK_ALIKES, ...CANARIES],
      open: [PUBLIC, ...LOOK_ALIKES],
      flights: [...blocked, ...allowed].map(([, flight]) => flight),
    };
    const program = join(import.meta.dirname, "../../support/canaries.ts");
    const { stdout, stderr, status } = spawnSync(
      "unshare",
      ["-rn", process.execPath, program, JSON.stringify(plan)],
      { encoding: "utf8", timeout: 100_000 },
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    landings = JSON.parse(stdout) as Landing[];
  }, 110_000);

  test.each(blocked.map(([name], at) => [name, at] as const))("%s is not reached", (_, at) => {
    expect(landings[at]).toMatchObject({ outcome: "FETCH_BLOCKED_ADDRESS", heard: [] });
    expect(landings[at]?.heardWhenOpen).not.toEqual([]);
  });

  test.each(allowed.map(([name], at) => [name, blocked.length + at] as const))("%s is reached", (_, at) => {
    expect(landings[at]).toMatchObject({ outcome: "document", heard: [] });
  });
});
