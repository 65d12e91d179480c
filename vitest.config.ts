import { defineConfig, type ViteUserConfig } from "vitest/config";

const project = (name: string, testTimeout: number) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 60_000 },
});

const config: ViteUserConfig = defineConfig({
  test: { projects: [project("unit", 5_000), project("integration", 30_000), project("e2e", 120_000)] },
});

export default config;
