import { spawnSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "../..");

interface SourceFile {
  /** From the project's folder: `src/fetch/connector.ts`. */
  path: string;
  text: string;
  /** Files of ours that it imports, types included. */
  ours: string[];
  /** Packages that it imports. */
  packages: string[];
}

/** Every way to import: `import … from`, `export … from`, `import "…"`, `import("…")`. */
const IMPORT = /(?:^(?:import|export)\b[^;"]*?\bfrom\s*|^import\s*|\bimport\(\s*)"([^"]+)"/gm;

function readSource(path: string): SourceFile {
  const text = readFileSync(join(ROOT, path), "utf8");
  const imported = [...text.matchAll(IMPORT)].map(([, name = ""]) => name);
  return {
    path,
    text,
    ours: imported.filter((name) => name.startsWith(".")).map((name) => join(dirname(path), name)),
    packages: imported.filter((name) => !name.startsWith(".")),
  };
}

const files = globSync(["src/**/*.ts", "workers/**/*.ts"], { cwd: ROOT }).toSorted().map(readSource);
const byPath = new Map(files.map((file) => [file.path, file]));
const inFolder = (folder: string): SourceFile[] => files.filter(({ path }) => path.startsWith(`${folder}/`));

/** Arrows of some files that lead where none may lead, as `from -> to`. */
const wrongArrows = (
  from: readonly SourceFile[],
  isAllowed: (to: string, file: SourceFile) => boolean,
): string[] =>
  from.flatMap((file) => file.ours.filter((to) => !isAllowed(to, file)).map((to) => `${file.path} -> ${to}`));

const STAGES = [
  "fetch",
  "parse",
  "extract",
  "normalize",
  "dedupe",
  "backfill",
  "publish",
  "registry",
  "schedule",
  "hosts",
  "websub",
  "pages",
  "robots",
];
/** What several stages read documents with: pure, and imports nothing but the nouns and itself. */
const SHARED = ["date", "encoding"];
const isShared = (path: string): boolean => SHARED.includes(path.split("/")[1] ?? "");
const isStage = (path: string): boolean => STAGES.includes(path.split("/")[1] ?? "");
const OF_ALL = new Set([
  "src/model.ts",
  "src/item.ts",
  "src/article.ts",
  "src/site.ts",
  "src/item-event.ts",
  "src/schedule-memory.ts",
  "src/host-gate.ts",
  "src/disposition.ts",
  "src/errors.ts",
  "src/first-entries.ts",
  "src/redis/keys.ts",
  "src/redis/script.ts",
]);

describe("this test looks at something", () => {
  test("at all files of the product", () => {
    expect(files.length).toBeGreaterThan(40);
    for (const folder of [...STAGES, ...SHARED, "queue", "redis", "cli"])
      expect(inFolder(`src/${folder}`)).not.toEqual([]);
  });

  test("at their imports: each leads to a file that exists", () => {
    const arrows = files.flatMap(({ ours }) => ours);
    expect(arrows.length).toBeGreaterThan(100);
    expect(arrows.filter((path) => !byPath.has(path))).toEqual([]);
    expect(byPath.get("src/document-stages.ts")?.ours).toContain("src/parse/parse-document.ts");
    expect(byPath.get("src/fetch/connector.ts")?.packages).toEqual(["node:dns", "node:net", "undici"]);
  });

  test("at every import there is", () => {
    const missed = files.filter(({ text, ours, packages }) => {
      const statements = text.match(/\bfrom "|^import "|\bimport\(/gm) ?? [];
      return statements.length !== ours.length + packages.length;
    });
    expect(missed.map(({ path }) => path)).toEqual([]);
  });
});

describe("arrows point one way", () => {
  test.each(["src/model.ts", "src/host-gate.ts", "src/disposition.ts", "src/errors.ts"])(
    "%s imports nothing of ours",
    (path) => {
      expect(byPath.get(path)?.ours).toEqual([]);
    },
  );

  test("what the schedule remembers, and what consumers get, is made of the nouns alone", () => {
    expect(byPath.get("src/schedule-memory.ts")?.ours).toEqual(["src/model.ts"]);
    expect(byPath.get("src/item.ts")?.ours).toEqual(["src/model.ts"]);
    expect(byPath.get("src/item-event.ts")?.ours).toEqual(["src/item.ts"]);
  });

  test.each(STAGES)(
    "the stage %s imports the nouns, the errors, what a setting means, Redis's keys and scripts, what is shared, and itself",
    (stage) => {
      const own = `src/${stage}/`;
      expect(
        wrongArrows(inFolder(`src/${stage}`), (to) => to.startsWith(own) || OF_ALL.has(to) || isShared(to)),
      ).toEqual([]);
    },
  );

  test.each(SHARED)("what is shared, as %s, imports the nouns and itself", (folder) => {
    const own = `src/${folder}/`;
    expect(
      wrongArrows(inFolder(`src/${folder}`), (to) => to.startsWith(own) || to === "src/model.ts"),
    ).toEqual([]);
  });

  test("stages are called by the pipeline and its parts, the workers and the command, and by nobody else", () => {
    const others = files.filter(
      ({ path }) =>
        !/^(workers|src\/cli)\/|^src\/(pipeline|document-stages|article-page|poll-end|push|put-aside|release-held|item-facts|poll-documents)\.ts$/.test(
          path,
        ) && !isStage(path),
    );
    expect(others.length).toBeGreaterThan(10);
    expect(wrongArrows(others, (to) => !isStage(to))).toEqual([]);
  });

  test("only the command imports workers", () => {
    const rest = inFolder("src").filter(({ path }) => !path.startsWith("src/cli/"));
    expect(wrongArrows(rest, (to) => !to.startsWith("workers/"))).toEqual([]);
  });

  test("nobody imports the command", () => {
    const rest = files.filter(({ path }) => !path.startsWith("src/cli/"));
    expect(wrongArrows(rest, (to) => !to.startsWith("src/cli/"))).toEqual([]);
  });

  test("there is no cycle, not even of types", () => {
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (path: string, trail: readonly string[]): void => {
      if (trail.includes(path)) cycles.push([...trail.slice(trail.indexOf(path)), path].join(" -> "));
      if (done.has(path) || trail.includes(path)) return;
      for (const next of byPath.get(path)?.ours ?? []) visit(next, [...trail, path]);
      done.add(path);
    };
    for (const { path } of files) visit(path, []);
    expect(cycles).toEqual([]);
  });
});

describe("what belongs to a folder stays in it", () => {
  test("bullmq is imported in queue/, publish/ and workers/ alone", () => {
    const importers = files.filter(({ packages }) => packages.includes("bullmq")).map(({ path }) => path);
    expect(importers).not.toEqual([]);
    expect(importers.filter((path) => !/^(src\/queue|src\/publish|workers)\//.test(path))).toEqual([]);
  });

  test("the environment is read in config.ts alone; binary.ts looks for programs in PATH", () => {
    const readers = files.filter(({ text }) =>
      /\bprocess\s*\.\s*env\b|\bprocess\[|\benv\b.*from "node:process"/.test(text),
    );
    expect(readers.map(({ path }) => path)).toEqual(["src/config.ts", "src/redis/embedded/binary.ts"]);
    const names = byPath.get("src/redis/embedded/binary.ts")?.text.match(/process\.env(\["\w+"\])?/g);
    expect(names).toEqual(['process.env["PATH"]']);
  });

  test("no file has more than 250 lines", () => {
    const long = files.map(({ path, text }) => [path, text.split("\n").length - 1] as const);
    expect(long.filter(([, lines]) => lines > 250)).toEqual([]);
  });
});

test("importing any file opens no socket and starts no timer", { timeout: 60_000 }, () => {
  const paths = inFolder("src").filter(({ path }) => path !== "src/cli/main.ts");
  const program = `
    import { createHook } from "node:async_hooks";
    const begun = new Set();
    createHook({ init: (_, kind) => begun.add(kind) }).enable();
    for (const path of ${JSON.stringify(paths.map(({ path }) => join(ROOT, path)))}) await import(path);
    const kinds = [...begun].filter((kind) => /^(TCP|UDP|TLS|QUERY|GETADDR|PROCESS|WORKER|FSEVENT|Timeout|Immediate)/.test(kind));
    console.log(JSON.stringify({ files: ${paths.length}, kinds }));
  `;
  const { status, signal, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", program],
    {
      cwd: ROOT,
      encoding: "utf8",
      timeout: 50_000,
      env: {},
    },
  );
  expect({ status, signal, stderr }).toEqual({ status: 0, signal: null, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({ files: paths.length, kinds: [] });
});
