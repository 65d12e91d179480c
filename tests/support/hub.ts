import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import { type Answer, type FeedServer, startFeedServer } from "./feed-server.ts";

/** A request that the hub got, and what it may do with it. */
export interface HubRequest {
  mode: string;
  topic: string;
  callback: string;
  secret: string | null;
  lease: string | null;
  contentType: string | null;
  /** Path at which the hub was asked. */
  path: string;
}

export interface Reply {
  status: number;
  body: string;
  contentType: string | null;
}

/** A hub on loopback that does only what the test says. */
export interface Hub extends AsyncDisposable {
  site: FeedServer;
  /** Address of the hub. */
  url: string;
  requests: HubRequest[];
  /** The next request, or one that came and was not waited for. */
  asked(): Promise<HubRequest>;
  /** What the hub answers with from now on; 202 without a word at first. */
  answer(path: string, status: number, headers?: Record<string, string>): void;
  /** Asks the callback whether the request was meant. */
  verify(request: HubRequest, said?: Record<string, string>): Promise<Reply>;
  /** Sends content to the callback, with this signature: a method, a header as it stands, or none. */
  distribute(
    request: HubRequest,
    body: string,
    signature: string | null,
    contentType?: string,
  ): Promise<Reply>;
}

export async function startHub(): Promise<Hub> {
  const site = await startFeedServer();
  const requests: HubRequest[] = [];
  const unseen: HubRequest[] = [];
  const waiting: ((request: HubRequest) => void)[] = [];

  const take = async (path: string, message: IncomingMessage): Promise<void> => {
    const form = new URLSearchParams(await text(message));
    const request: HubRequest = {
      mode: form.get("hub.mode") ?? "",
      topic: form.get("hub.topic") ?? "",
      callback: form.get("hub.callback") ?? "",
      secret: form.get("hub.secret"),
      lease: form.get("hub.lease_seconds"),
      contentType: message.headers["content-type"] ?? null,
      path,
    };
    requests.push(request);
    const next = waiting.shift();
    if (next) next(request);
    else unseen.push(request);
  };
  const answer: Hub["answer"] = (path, status, headers = {}) => {
    const respond: Answer = (message, response) =>
      void take(path, message).then(() => response.writeHead(status, headers).end());
    site.serve(path, respond);
  };
  answer("/hub", 202);

  return {
    site,
    url: site.url("/hub"),
    requests,
    answer,
    asked: async () => unseen.shift() ?? new Promise((resolve) => waiting.push(resolve)),
    async verify({ mode, topic, callback }, said = {}) {
      const url = new URL(callback);
      const question = { mode, topic, challenge: "a challenge", lease_seconds: "864000", ...said };
      for (const [name, value] of Object.entries(question)) url.searchParams.set(`hub.${name}`, value);
      return readReply(await fetch(url));
    },
    async distribute({ callback, secret }, body, signature, contentType = "application/rss+xml") {
      const header = signature?.includes("=") ? signature : signature && sign(signature, body, secret ?? "");
      const headers = { "content-type": contentType, ...(header && { "x-hub-signature": header }) };
      return readReply(await fetch(callback, { method: "POST", body, headers }));
    },
    [Symbol.asyncDispose]: () => site[Symbol.asyncDispose](),
  };
}

export const sign = (method: string, body: string, secret: string): string =>
  `${method}=${createHmac(method, secret).update(body).digest("hex")}`;

async function readReply(response: Response): Promise<Reply> {
  const contentType = response.headers.get("content-type");
  return { status: response.status, body: await response.text(), contentType };
}
