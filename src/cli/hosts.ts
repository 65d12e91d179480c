import { Command } from "commander";
import { listHosts, type HostRecord } from "../hosts/host-list.ts";
import { formatDuration } from "../registry/duration.ts";
import { formatTable } from "./table.ts";
import { withRedis } from "./with-redis.ts";

export function hostsCommand(): Command {
  return new Command("hosts")
    .description(
      "Lists the servers that were asked lately, the slowest first, with what was learned about them",
    )
    .option("--json", "one JSON line a server")
    .action(list);
}

async function list({ json = false }: { json?: boolean }): Promise<void> {
  await withRedis(async (redis) => {
    const { now, hosts } = await listHosts(redis);
    const sorted = hosts.toSorted((a, b) => b.closedUntil - a.closedUntil || b.spacing - a.spacing);
    if (json) {
      for (const { closedUntil, ...host } of sorted) {
        const closed = closedUntil > now ? new Date(closedUntil).toISOString() : null;
        process.stdout.write(`${JSON.stringify({ ...host, closedUntil: closed })}\n`);
      }
      return;
    }
    const rows = sorted.map((host) => describe(host, now));
    process.stdout.write(
      `${formatTable(["SPACING", "LATENCY", "ASKED NOW", "WAITING", "CLOSED", "WHY", "HOST"], rows)}\n`,
    );
  });
}

function describe(
  { unit, spacing, latency, visits, waiting, closedUntil, why }: HostRecord,
  now: number,
): string[] {
  const closed = closedUntil > now ? `for ${formatDuration(Math.ceil((closedUntil - now) / 1_000))}` : "-";
  return [`${spacing} ms`, `${latency} ms`, String(visits), String(waiting), closed, why || "-", unit];
}
