/** Far beyond any feed, and cheap: what is larger is an attack or an accident. */
export const MAX_DEPTH = 256;
export const MAX_ELEMENTS = 1_000_000;
export const MAX_ATTRIBUTES = 256;
