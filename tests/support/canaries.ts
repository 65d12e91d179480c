import { execFileSync } from "node:child_process";
import { createServer, type RequestListener } from "node:http";
import { createFetcher } from "../../src/fetch/fetch-document.ts";

/** What is fetched among the canaries, and which addresses names lead to, lookup by lookup. */
export interface Flight {
  address: string;
  names: Record<string, string[][]>;
}

export interface Landing {
  /** `document`, or the code of the error. */
  outcome: string;
  /** Addresses that somebody connected to, and should not have. */
  heard: string[];
  /** The same, for a fetcher that is allowed everything: where the canaries sit indeed. */
  heardWhenOpen: string[];
}

export interface FlightPlan {
  /** Addresses to have in this network, with canaries on them. */
  assign: string[];
  /** Addresses of them that anybody may connect to; `/to/STATUS/ADDRESS` redirects. */
  open: string[];
  flights: Flight[];
}

const PORTS = [80, 81, 443];

const plain = (address: string | undefined): string => (address ?? "?").replace(/^::ffff:(?=\d+\.)/, "");

/** Runs the plan in the network namespace of this process, which must have no other addresses. */
async function fly(plan: FlightPlan): Promise<Landing[]> {
  const ip = (...words: string[]) => execFileSync("ip", words, { stdio: "ignore" });
  ip("link", "set", "lo", "up");
  for (const address of plan.assign)
    ip(
      "addr",
      "add",
      ...(address.includes(":") ? [`${address}/128`, "nodad"] : [`${address}/32`]),
      "dev",
      "lo",
    );

  const open = new Set(plan.open);
  let heard: string[] = [];
  const answer: RequestListener = (request, response) => {
    const [, status, target = ""] = /^\/to\/(\d+)\/(.*)$/.exec(request.url ?? "") ?? [];
    if (status) response.writeHead(Number(status), { location: decodeURIComponent(target) }).end();
    else response.end("<rss/>");
  };
  for (const port of PORTS) {
    const server = createServer(answer).on("connection", ({ localAddress }) => {
      if (!open.has(plain(localAddress))) heard.push(plain(localAddress));
    });
    await new Promise<void>((resolve) => server.listen(port, "::", resolve));
  }

  const attempt = async ({ address, names }: Flight, allowPrivate: string[]) => {
    heard = [];
    const left = structuredClone(names);
    const fetcher = createFetcher({
      allowPrivate,
      deadline: 2_000,
      lookup(hostname, _options, callback) {
        const answers = left[hostname];
        const now = (answers && answers.length > 1 ? answers.shift() : answers?.[0]) ?? ["127.0.0.1"];
        callback(
          null,
          now.map((one) => ({ address: one, family: one.includes(":") ? 6 : 4 })),
        );
      },
    });
    const outcome = await fetcher.fetch(address, null, new AbortController().signal).then(
      ({ kind }) => kind,
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );
    await fetcher.close();
    return { outcome, heard: [...new Set(heard)] };
  };

  const landings: Landing[] = [];
  for (const flight of plan.flights) {
    const guarded = await attempt(flight, []);
    const unguarded = await attempt(flight, ["0.0.0.0/0", "::/0"]);
    landings.push({ ...guarded, heardWhenOpen: unguarded.heard });
  }
  return landings;
}

if (import.meta.main) {
  const plan = JSON.parse(process.argv[2] ?? "") as FlightPlan;
  process.stdout.write(JSON.stringify(await fly(plan)));
  process.exit(0);
}
