import { expect, test } from "vitest";
import type { buildConnector } from "undici";
import { createAddressGuard } from "../../../src/fetch/address-guard.ts";
import { createGuardedConnector } from "../../../src/fetch/connector.ts";

const connect = createGuardedConnector(createAddressGuard([]), 1_000);

async function errorOf(hostname: string): Promise<unknown> {
  const options = { hostname, host: hostname, protocol: "http:", port: "80" } as buildConnector.Options;
  return new Promise((resolve) => connect(options, (...[error]) => resolve(error)));
}

test.each(["127.0.0.1", "169.254.169.254", "[::1]", "::1", "[::ffff:7f00:1]"])(
  "the literal %s is refused, for which no lookup is ever made",
  async (hostname) => {
    expect(await errorOf(hostname)).toMatchObject({
      code: "FETCH_BLOCKED_ADDRESS",
      isHopeless: true,
      message: expect.stringMatching(/is not a public address.*WIREFOLD_ALLOW_PRIVATE/) as string,
    });
  },
);
