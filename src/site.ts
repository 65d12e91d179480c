import { getDomain } from "tldts";

/** Whose site an address is of: the registrable domain, or the host where there is none. */
export const siteOf = ({ hostname }: URL): string =>
  getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
