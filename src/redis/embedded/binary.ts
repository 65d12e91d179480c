import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { RedisError } from "../../errors.ts";

const SERVERS = ["redis-server", "valkey-server"];

/** Ways to install a server, in order of preference; the first whose program exists is used. */
const INSTALLERS: readonly { program: string; root: boolean; commands: readonly string[][] }[] = [
  {
    program: "apt-get",
    root: true,
    commands: [
      ["apt-get", "update", "-q"],
      // The package would start a service of its own on port 6379; RUNLEVEL tells invoke-rc.d not to.
      [
        "env",
        "RUNLEVEL=1",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "install",
        "-y",
        "-q",
        "--no-install-recommends",
        "redis-server",
      ],
    ],
  },
  { program: "dnf", root: true, commands: [["dnf", "install", "-y", "-q", "valkey"]] },
  { program: "apk", root: true, commands: [["apk", "add", "--quiet", "redis"]] },
  { program: "brew", root: false, commands: [["brew", "install", "--quiet", "redis"]] },
];

/**
 * Path of a redis-server or valkey-server. Where the machine has none, one is installed with the system's package
 * manager, if that is possible without asking for a password.
 *
 * @param say receives a sentence about what is being done
 * @throws RedisError REDIS_MISSING with the command to type
 */
export function findOrInstallServer(say: (sentence: string) => void): string {
  const found = findServer();
  if (found) return found;
  const installer = INSTALLERS.find(({ program }) => findProgram(program));
  if (!installer) {
    throw new RedisError(
      "REDIS_MISSING",
      "Neither redis-server nor valkey-server is installed. Install one, or set REDIS_URL",
    );
  }
  const prefix = installer.root ? becomeRoot() : [];
  const byHand = installer.commands
    .map((words) => (installer.root ? `sudo ${words.join(" ")}` : words.join(" ")))
    .join(" && ");
  if (!prefix) {
    throw new RedisError(
      "REDIS_MISSING",
      `Neither redis-server nor valkey-server is installed. Install one with: ${byHand}`,
    );
  }
  for (const words of installer.commands) {
    const command = [...prefix, ...words];
    say(`no Redis on this machine; installing one: ${command.join(" ")}`);
    const [program = "", ...rest] = command;
    const { status, stderr } = spawnSync(program, rest, {
      stdio: ["ignore", "ignore", "pipe"],
      encoding: "utf8",
    });
    if (status !== 0) {
      throw new RedisError(
        "REDIS_MISSING",
        `Installing Redis failed (${stderr.trim().split("\n").at(-1)}). Try by hand: ${byHand}`,
      );
    }
  }
  const installed = findServer();
  if (installed) return installed;
  throw new RedisError(
    "REDIS_MISSING",
    `The package was installed and brought no redis-server. Try by hand: ${byHand}`,
  );
}

/** Words to put before a command so that root runs it; `null` where that needs a password. */
function becomeRoot(): string[] | null {
  if (process.getuid?.() === 0) return [];
  const sudo = spawnSync("sudo", ["-n", "true"], { stdio: "ignore" });
  return sudo.status === 0 ? ["sudo", "-n"] : null;
}

function findServer(): string | undefined {
  return SERVERS.map(findProgram).find((path) => path !== undefined);
}

function findProgram(name: string): string | undefined {
  const folders = [
    ...(process.env["PATH"] ?? "").split(delimiter),
    "/usr/bin",
    "/usr/local/bin",
    "/opt/homebrew/bin",
  ];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
