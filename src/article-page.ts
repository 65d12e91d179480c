import type { Article } from "./article.ts";
import type { ItemIndex } from "./dedupe/item-index.ts";
import type { Fetcher } from "./fetch/fetch-document.ts";
import { fetchInFull } from "./fetch/fetch-in-full.ts";
import { factsOf } from "./item-facts.ts";
import type { Item, PageRefusal } from "./item.ts";
import type { Metrics } from "./metrics.ts";
import type { FetchedDocument } from "./model.ts";
import { completeItem, withoutPage } from "./normalize/complete-item.ts";
import { pageFailure } from "./pages/page-failure.ts";
import { type WaitingPage, type WaitingPages, waitingSince } from "./pages/waiting-pages.ts";
import { arrivalOf } from "./put-aside.ts";
import type { FeedRegistry } from "./registry/feed-registry.ts";
import type { Robots } from "./robots/robots.ts";

/** What it takes to read the page of an item. */
export interface PageStages {
  waiting: WaitingPages;
  registry: Pick<FeedRegistry, "get">;
  robots: Robots;
  fetcher: Fetcher;
  /** @throws ExtractError for a page that cannot be read within its limits */
  extract: (page: FetchedDocument, options: { zone: string | null }) => Promise<Article>;
  index: Pick<ItemIndex, "admit">;
  metrics: Pick<Metrics, "pageDone" | "pagePostponed">;
  /** Milliseconds after which an item is told without its page. */
  patience: number;
  now: () => Date;
  random: () => number;
}

/** Milliseconds until another process takes a page that this one had to give up. */
const HAND_BACK = 1_000;

/**
 * Tells an item that waits for its page: with what the page says, or without it, once it is given up on; or leaves it
 * waiting. It is taken out and told in one step, so it is told once, whoever else reads the same page.
 *
 * @param signal gives the page up for now; it is due again at once
 * @throws what is not the page's fault
 */
export async function readArticlePage(
  waiting: WaitingPage,
  stages: PageStages,
  signal: AbortSignal,
): Promise<void> {
  const putAside = await stages.waiting.load(waiting);
  if (!putAside) return;
  const arrival = arrivalOf(putAside, "complete");
  const { item } = arrival.told;
  const age = stages.now().getTime() - waitingSince(waiting);
  const outcome =
    age < stages.patience ? await readPage(waiting.feedId, item, age, stages, signal) : "deadline";
  if (typeof outcome === "object" && "wait" in outcome) {
    const wait = Math.min(outcome.wait, Math.max(0, stages.patience - age));
    await stages.waiting.postpone(waiting, wait);
    return stages.metrics.pagePostponed(waiting.feedId, item.url ?? "", wait, outcome.error);
  }
  const whole = typeof outcome === "string" ? withoutPage(item, outcome) : outcome;
  const told = { item: whole, facts: { ...factsOf(whole, []), credit: arrival.told.facts.credit } };
  const [verdict] = await stages.index.admit(waiting.feedId, [{ ...arrival, told }], null, stages.now());
  if (verdict && whole.page) stages.metrics.pageDone(waiting.feedId, item.id, whole.page, verdict);
}

/** The item with its page, or why it has none, or how long to wait until it is tried again. */
async function readPage(
  feedId: string,
  item: Item,
  age: number,
  { registry, robots, fetcher, extract, now, random }: PageStages,
  signal: AbortSignal,
): Promise<Item | PageRefusal | { wait: number; error: Error }> {
  const address = item.url ?? "";
  // Through the feed's proxy, and with its headers where the page is at the feed's own origin.
  const feed = await registry.get(feedId);
  const own = feed?.request ? { ...feed.request, home: feed.url } : null;
  const getText = async (textAddress: string): Promise<string> => {
    using fetched = await fetchInFull(fetcher, textAddress, signal, own);
    // RFC 9309, 2.3: UTF-8, whatever else is said.
    return fetched.document.body.toString();
  };
  try {
    if (!(await robots.allows(address, getText))) return "robots";
    using fetched = await fetchInFull(fetcher, address, signal, own);
    // The zone is the operator's word for the feed's times; its site has no other.
    const article = await extract(fetched.document, { zone: feed?.zone ?? null });
    if (article.isPaywalled) return "paywall";
    return article.text === null ? "no-article" : completeItem(item, article, now());
  } catch (error) {
    if (signal.aborted) return { wait: HAND_BACK, error: error as Error };
    const failure = pageFailure(error, age, random());
    if (failure === null) throw error;
    return "refusal" in failure ? failure.refusal : { ...failure, error: error as Error };
  }
}
