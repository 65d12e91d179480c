import { defineConfig, type ViteUserConfig } from "vitest/config";

const project = (name: string, testTimeout: number, globalSetup: string[]) => ({
  test: { name, include: [`tests/${name}/**/*.test.ts`], testTimeout, hookTimeout: 60_000, globalSetup },
});

const redis = ["tests/support/install-redis.ts"];

const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      project("unit", 5_000, []),
      project("integration", 30_000, redis),
      project("e2e", 120_000, redis),
    ],
  },
});

export default config;
