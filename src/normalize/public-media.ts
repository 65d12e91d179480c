import type { Media } from "../model.ts";
import { MAX_LIST } from "./limits.ts";
import { publicAddress } from "./address/public-address.ts";

/** What is attached and lies on the web. A size or a type that cannot be one is left out, not what has it. */
export function publicMedia(media: readonly Media[]): Media[] {
  return media
    .flatMap(({ url, type, length }) => {
      const address = publicAddress(url);
      return address === null ? [] : [{ url: address, type: type && mediaType(type), length: size(length) }];
    })
    .slice(0, MAX_LIST);
}

const mediaType = (type: string): string | null => (/^[\x20-\x7E]{1,256}$/.test(type) ? type : null);

const size = (length: number | null): number | null =>
  length !== null && Number.isSafeInteger(length) && length >= 0 ? length : null;
