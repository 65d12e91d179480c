import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { secondsToRenewal } from "./lease.ts";
import type { Push } from "./push-store.ts";
import { judgeSignature } from "./signature.ts";
import type { Subscription } from "./subscription.ts";
import { setBack, type Subscriptions, WANTED } from "./subscriptions.ts";
import { type HubQuery, judgeQuestion } from "./verification.ts";

/** Bytes of a push: as much as a document that is fetched may have. */
const MAX_PUSH = 10 * 1024 * 1024;

export type CallbackEvent =
  | "confirmed"
  | "left"
  | "denied"
  | "push accepted"
  | "push without signature"
  | "push with a wrong signature"
  | "no room for a push";

export interface CallbackOptions {
  subscriptions: Subscriptions;
  /** Keeps a push for its reader. @returns false when there is no room */
  accept: (subscription: Subscription, push: Push) => Promise<boolean>;
  /** Whether Redis can be asked now: a hub that gets no answer holds its connection. */
  isReady: () => boolean;
  tell: (event: CallbackEvent, subscription: Subscription) => void;
  now: () => Date;
  /** From 0 to 1. */
  random: () => number;
}

interface CallbackRoute {
  Params: { callback: string };
  Querystring: HubQuery;
}

/** Path of a callback, below the public address. */
export const callbackPath = (callback: string): string => `/websub/${callback}`;

/**
 * Answers hubs: GET confirms what was asked of them (WebSub, 5.2 and 5.3), POST takes what they send (7). Adds its own
 * reader of bodies, so it is to be registered as a plugin.
 */
export function serveCallbacks(app: FastifyInstance, options: CallbackOptions): void {
  app.removeAllContentTypeParsers();
  // As it came: the signature is over these bytes, and the document says what it is.
  app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MAX_PUSH }, (_request, body, done) =>
    done(null, body),
  );
  const { subscriptions, isReady } = options;

  app.get<CallbackRoute>(callbackPath(":callback"), async ({ params, query }, reply) => {
    if (!isReady()) return reply.code(503).send();
    const subscription = await subscriptions.load(params.callback);
    if (subscription === null) return reply.code(404).send();
    return answerQuestion(subscription, query, reply, options);
  });

  app.post<CallbackRoute>(
    callbackPath(":callback"),
    {
      // Before the body is read.
      onRequest: async ({ params, headers }, reply) => {
        if (!isReady()) return reply.code(503).header("retry-after", "60").send();
        const subscription = await subscriptions.load(params.callback);
        if (subscription === null || subscription.state === "leaving") return reply.code(410).send();
        const encoding = headers["content-encoding"] ?? "identity";
        if (encoding.toLowerCase() !== "identity") return reply.code(415).send();
        return undefined;
      },
    },
    async (request, reply) => {
      const subscription = await subscriptions.load(request.params.callback);
      if (subscription === null) return reply.code(410).send();
      return takePush(subscription, request, reply, options);
    },
  );
}

async function answerQuestion(
  subscription: Subscription,
  query: HubQuery,
  reply: FastifyReply,
  { subscriptions, tell, now, random }: CallbackOptions,
): Promise<FastifyReply> {
  const { callback } = subscription;
  const question = judgeQuestion(subscription, query);
  if (question.kind === "denied") {
    await subscriptions.update(callback, setBack("denied", question.reason?.slice(0, 200) ?? "denied"));
    tell("denied", subscription);
    return reply.code(200).send();
  }
  if (question.kind === "unsubscribe") {
    await subscriptions.forget(callback);
    tell("left", subscription);
    return echo(reply, question.challenge);
  }
  if (question.kind === "unwanted") return reply.code(404).send();
  const { challenge, lease } = question;
  const confirmed = await subscriptions.update(callback, {
    from: ["pending", "active"],
    dueIn: secondsToRenewal(lease, random()),
    set: { state: "active", lease, verifiedAt: now().toISOString(), attempts: 0, error: "" },
  });
  if (!confirmed) return reply.code(404).send();
  tell("confirmed", subscription);
  return echo(reply, challenge);
}

/** What came from outside goes back as plain text, which no browser takes for a page (WebSub, 5.3.1). */
const echo = (reply: FastifyReply, challenge: string): FastifyReply =>
  reply
    .code(200)
    .type("text/plain; charset=utf-8")
    .header("x-content-type-options", "nosniff")
    .send(challenge);

/**
 * A wrong signature is answered like a right one, so that nobody learns by trying (7.1.2). One that is missing is
 * refused: such a hub cannot be understood, and websub.rocks wants it so (test 302).
 */
async function takePush(
  subscription: Subscription,
  { body, headers }: FastifyRequest,
  reply: FastifyReply,
  { subscriptions, accept, tell, now }: CallbackOptions,
): Promise<FastifyReply> {
  const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
  const signature = [headers["x-hub-signature"] ?? []].flat().join(", ");
  const verdict = judgeSignature(signature, raw, subscription.secret);
  if (verdict === "missing") {
    tell("push without signature", subscription);
    return reply.code(403).send();
  }
  if (verdict === "wrong") {
    tell("push with a wrong signature", subscription);
    return reply.code(202).send();
  }
  if (!(await accept(subscription, { contentType: headers["content-type"] ?? null, body: raw }))) {
    tell("no room for a push", subscription);
    return reply.code(503).header("retry-after", "60").send();
  }
  const lastPushAt = now().toISOString();
  await subscriptions.update(subscription.callback, { from: WANTED, set: { lastPushAt, misses: 0 } });
  tell("push accepted", subscription);
  return reply.code(202).send();
}
