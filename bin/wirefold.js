#!/usr/bin/env node
// The sources are TypeScript, which Node runs as it is from version 24 on; npm and npx bring that version with them.
const [major] = process.versions.node.split(".");
if (Number(major) < 24) {
  process.stderr.write(
    `wirefold: this is Node ${process.version}; Node 24 is needed. Start it with "npx wirefold", which uses the Node 24 in node_modules\n`,
  );
  process.exitCode = 2;
} else {
  const { main } = await import("../src/cli/main.ts");
  await main(process.argv);
}
