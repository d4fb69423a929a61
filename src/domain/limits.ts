/** Every number that a client can run into, in one place. Times in milliseconds. */
export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const BATCH_LIMIT = 100;
export const PAGE_SIZE = { default: 25, max: 250 } as const;
export const NODES_LIMIT = 250;
export const REPRESENTATIONS_LIMIT = 1000;
export const NAME_LENGTH = 100;
export const MESSAGE_LENGTH = 1000;
export const SEAT_LIMIT_MAX = 2_147_483_647; // what the column and GraphQL's Int can hold
export const IDEMPOTENCY_KEY_LENGTH = 255;
export const IDEMPOTENCY_TTL_MS = DAY_MS;
export const INVITE_EXPIRY = { defaultMs: 7 * DAY_MS, minMs: 5 * MINUTE_MS, maxMs: 30 * DAY_MS } as const;

export const LEVELS_LIMIT = 10; // per asset
export const GRANTS_LIMIT = { perList: 100, perCall: 1000 } as const;

/** At most `length` characters (as people count them), and neither NUL nor half a surrogate pair, which the database cannot store. */
export const isStorableText = (text: string, length: number): boolean =>
  [...text].length <= length && !/\0|\p{Surrogate}/u.test(text);
