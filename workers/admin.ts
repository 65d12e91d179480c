import fastify, { type FastifyError, type FastifyInstance } from "fastify";
import type { Redis } from "ioredis";
import { ConfigError } from "../src/errors.ts";
import { createFormPoster } from "../src/fetch/post-form.ts";
import { createPushQueue } from "../src/queue/push-queue.ts";
import { askHub } from "../src/websub/ask-hub.ts";
import { callbackPath, serveCallbacks } from "../src/websub/callback.ts";
import { createPushStore } from "../src/websub/push-store.ts";
import { createSubscriptions, type Subscriptions } from "../src/websub/subscriptions.ts";
import { openHostGate } from "./host-gate.ts";
import { startLoop, withinDeadline, type Role } from "./lifecycle.ts";
import type { Service } from "./service.ts";

/** Subscriptions asked for at once. */
const BATCH = 10;
const IDLE = 1_000;
/** Milliseconds within which Redis must answer for the service to be called healthy. */
const HEALTHY_WITHIN = 2_000;
/** Milliseconds for a whole request, its body included. */
const REQUEST_TIMEOUT = 30_000;

/**
 * Listens for HTTP: `/healthz`, and with a public address the callbacks of hubs. Sends the requests to hubs, too. Any
 * number may run behind one address.
 *
 * @throws ConfigError when no address is configured, or it cannot be listened on
 */
export async function startAdmin(service: Service): Promise<Role> {
  const { config, log, redis } = service;
  if (config.admin === null)
    throw new ConfigError("the role admin needs WIREFOLD_ADMIN, an address to listen on");
  const app = fastify({
    exposeHeadRoutes: false,
    requestTimeout: REQUEST_TIMEOUT,
  });
  app.setErrorHandler((error: FastifyError, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, "a request failed");
    // Without the message: a stranger need not know it.
    return reply.code(status).send();
  });
  app.get("/healthz", async (_request, reply) => {
    const isHealthy = await answers(redis);
    return reply.code(isHealthy ? 200 : 503).send({ redis: isHealthy ? "ok" : "no answer" });
  });
  const hubs = config.publicUrl === null ? null : await serveHubs(service, config.publicUrl, app);
  try {
    await app.listen(config.admin);
  } catch (error) {
    await hubs?.stop();
    throw new ConfigError(`WIREFOLD_ADMIN: ${(error as Error).message}`);
  }
  return {
    name: "admin",
    async stop() {
      await app.close();
      await hubs?.stop();
    },
  };
}

const answers = async (redis: Redis): Promise<boolean> =>
  redis.status === "ready" && withinDeadline(redis.ping(), HEALTHY_WITHIN).catch(() => false);

async function serveHubs(service: Service, publicUrl: string, app: FastifyInstance): Promise<Role> {
  const { metrics, redis } = service;
  const subscriptions = createSubscriptions(redis);
  const pushes = createPushStore(redis);
  const queue = createPushQueue(redis);
  await app.register(async (scope) =>
    serveCallbacks(scope, {
      subscriptions,
      async accept({ feedId, callback }, push) {
        const pushId = await pushes.hold(feedId, push);
        if (pushId === null) return false;
        await queue.add({ feedId, pushId, callback });
        return true;
      },
      isReady: () => redis.status === "ready",
      tell: (event, { feedId, hub }) => metrics.hubCalled(feedId, hub, event),
      now: () => new Date(),
      random: Math.random,
    }),
  );
  const requests = startHubRequests(service, publicUrl, subscriptions);
  return {
    name: "hubs",
    async stop() {
      await requests.stop();
      await queue.close();
    },
  };
}

function startHubRequests(service: Service, publicUrl: string, subscriptions: Subscriptions): Role {
  const { config, log, metrics } = service;
  const poster = createFormPoster({ ...config, gate: openHostGate(service) });
  const giveUp = new AbortController();
  const asking = {
    subscriptions,
    post: (hub: string, form: Readonly<Record<string, string>>, asker: string) =>
      poster.post(hub, form, asker, giveUp.signal),
    addressOf: (callback: string) => publicUrl + callbackPath(callback),
    random: Math.random,
  };
  const loop = startLoop("admin", log, async () => {
    const due = await subscriptions.claim(BATCH);
    await Promise.all(
      due.map(async (subscription) => {
        const asked = await askHub(subscription, asking);
        if (asked) metrics.hubAsked(subscription.feedId, subscription.hub, asked.mode, asked.error);
      }),
    );
    return due.length < BATCH ? IDLE : 0;
  });
  return {
    name: "hub requests",
    async stop() {
      const stopped = loop.stop();
      giveUp.abort();
      await stopped;
      await poster.close();
    },
  };
}
