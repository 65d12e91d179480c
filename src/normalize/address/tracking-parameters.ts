/** Names that say where a reader came from wherever they stand: each is one vendor's own, and never an article's. */
const TRACKING = new RegExp(
  `^(?:${[
    // Campaign tags: Google Analytics, Matomo and Piwik, HubSpot, Salesforce, IBM, Webtrends, Webtrekk, Adobe.
    "utm_\\w+|mtm_\\w+|matomo_(?:campaign|kwd|keyword|source|medium|content|cid|group|placement)",
    "(?:pk|piwik)_(?:campaign|kwd|keyword|source|medium|content|cid)",
    "hsa_\\w+|sfmc_\\w+|cm_mmc\\w*|wt\\.(?:mc|rss|tsrc|srch)\\w*|wt_z?mc|intcmp|s_cid|s_kwcid|ef_id|cmpid",
    "acstracking(?:id|label)|hss_channel|hootpostid|_openstat",
    // Piano (AT Internet) and comScore: both prefixes are short, so only the names they document.
    "at_(?:medium|campaign\\w*|custom\\d|link_(?:id|type|origin)|ptr_name|bbc_team|format|emailtype|recipient_\\w+)",
    "xtor|ns_(?:mchannel|source|campaign|linkname|fee)",
    // Ids of one click: Google, Microsoft, Yandex, Meta, X, TikTok, LinkedIn, Snapchat, Reddit, Taboola, Outbrain, …
    "gclid|gclsrc|dclid|[gw]braid|gad_(?:source|campaignid)|srsltid|_g[al]|msclkid|y(?:s|m)?clid",
    "fbclid|fb_(?:action_ids|action_types|ref|source)|igsh(?:id)?|twclid|__twitter_impression|ttclid",
    "li_fat_id|sccid|rdt_cid|tblci|dicbo|irclickid|_branch_(?:match_id|referrer)|wickedid",
    // Ids of one recipient or mailing: Mailchimp, HubSpot, Marketo, Vero, Omeda, Eloqua, beehiiv, Klaviyo, ConvertKit.
    "mc_[ce]id|_hs(?:enc|mi)|__hs(?:tc|sc|fp)|hsctatracking|mkt_tok|vero_(?:id|conv)|oly_(?:anon|enc)_id",
    "elqtrack(?:id)?|_bhlid|_kx|ck_subscriber_id",
    // Where a page was embedded or consented to: X, Yahoo, The Washington Post's feeds, AMP caches.
    "ref_src|ref_url|guccounter|guce_referrer(?:_sig)?|wprss|amp_(?:js_v|gsa)|usqp",
  ].join("|")})$`,
  "i",
);

/** Names that are others' too, and tell no article only with such a value. Names are in lower case. */
const BY_VALUE: Readonly<Record<string, RegExp>> = {
  // Editions of one page: paired AMP of WordPress, and of Arc Publishing.
  amp: /^(?:1|true)?$/i,
  outputtype: /^amp(?:-type)?$/i,
  // Marks of a feed's links. `feed=rss2` is none: it names a feed.
  rss: /^(?:1|true|yes)$/i,
  feedtype: /^rss$/i,
  // Medium, on its own and its customers' domains: `source=rss----7b722bfd1b8d---4`, `rss-9f1e2bfd1b8d------2`.
  source: /^rss-[\da-f-]*-\d$/,
  // Ghost appends its own host to every link it leads away. Last labels that are no file's: `ref=` names revisions.
  ref: /^(?:[a-z\d-]{1,63}\.){1,5}(?:com|org|net|edu|gov|io|co|uk|news|info|blog|tech|email|security)$/i,
  // Alibaba's trail has four parts or more: `a2c4g.11186623.0.0.5b1d`.
  spm: /^[\w-]{1,40}(?:\.[\w-]{1,40}){3,6}$/,
};

/** Names that tell no article on these sites, whatever they may do on others. */
const BY_SITE: Readonly<Record<string, RegExp>> = {
  "bbc.co.uk": /^(?:at_\w+|ns_\w+|ocid)$/i,
  "bbc.com": /^(?:at_\w+|ns_\w+|ocid)$/i,
  // Cisco's advisories, as its feeds link to them.
  "cisco.com": /^vs_(?:f|p|k|cat|type)$/i,
  "cnet.com": /^ftag$/i,
  "dailymail.co.uk": /^(?:ito|ns_\w+)$/i,
  "marketwatch.com": /^mod$/i,
  "msn.com": /^(?:ocid|cvid|ei)$/i,
  "nytimes.com": /^(?:partner|emc|smid|smtyp|_r)$/i,
  "reuters.com": /^(?:feedname|rpc|taid)$/i,
  "techcrunch.com": /^ncid$/i,
  "techrepublic.com": /^ftag$/i,
  "theguardian.com": /^cmp$/i,
  "twitter.com": /^[st]$/i,
  "wired.com": /^mbid$/i,
  "wsj.com": /^mod$/i,
  "x.com": /^[st]$/i,
  "youtu.be": /^(?:si|feature)$/i,
  "youtube.com": /^(?:si|feature|ab_channel)$/i,
  "zdnet.com": /^ftag$/i,
};

/**
 * The query without what only says where a reader came from. What stays is not written anew, so that copies with and
 * without tracking come to the same.
 *
 * Not here, because they name articles somewhere: `id`, `sid`, `cid`, `ref`, `source`, `from`, `campaign`, `share`.
 *
 * @returns with its question mark, or empty
 */
export function withoutTracking({ search, hostname }: URL): string {
  const site = siteRule(hostname);
  const parts = search.slice(1).split("&");
  const telling = parts.filter((part) => {
    const equals = part.indexOf("=");
    // An ampersand that was escaped twice leaves its entity's end before the name.
    const name = decode(equals < 0 ? part : part.slice(0, equals)).replace(/^amp;(?=.)/, "");
    if (name.length > MAX_NAME) return true;
    if (TRACKING.test(name) || site?.test(name)) return false;
    const lower = name.toLowerCase();
    const value = Object.hasOwn(BY_VALUE, lower) ? BY_VALUE[lower] : undefined;
    return !value?.test(equals < 0 ? "" : decode(part.slice(equals + 1)));
  });
  if (telling.length === parts.length) return search;
  const rest = telling.join("&");
  return rest && `?${rest}`;
}

/** Longer than any tracking parameter's name. */
const MAX_NAME = 64;

function siteRule(hostname: string): RegExp | undefined {
  const labels = hostname.split(".", 8);
  for (let at = 0; at < labels.length - 1; at++) {
    const site = labels.slice(at).join(".");
    if (Object.hasOwn(BY_SITE, site)) return BY_SITE[site];
  }
  return undefined;
}

/** What cannot be decoded is no name or value that is known here. */
function decode(text: string): string {
  if (!text.includes("%")) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
