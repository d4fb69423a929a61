import { HOUR_MS, MINUTE_MS } from './limits.js';

interface RateLimit {
  /** How many in the time. */
  points: number;
  durationMs: number;
  /** Counted over all processes, in the database; else each process counts for itself. */
  shared: boolean;
}

/** How often what may be done. An address is that of the network, of IPv6 the first 64 bits of it. */
export const RATE_LIMITS = {
  /** Tries at a password or code, by account, whoever tries and whether or not there is one. */
  triesPerAccount: { points: 10, durationMs: 15 * MINUTE_MS, shared: true },
  /** The same by address: an office may sit behind one. */
  triesPerAddress: { points: 200, durationMs: 15 * MINUTE_MS, shared: true },
  /**
   * Invites and notices handed over, by who is written to, whichever process sends them and whoever invites. Those beyond
   * it wait in the outbox.
   */
  mailsPerRecipient: { points: 20, durationMs: HOUR_MS, shared: true },
  /** Codes asked for, by who they are for. Apart from invites, or those of strangers would keep somebody from signing in. */
  codesPerRecipient: { points: 20, durationMs: HOUR_MS, shared: true },
  /** Codes asked for, whoever they are for. */
  codesPerAddress: { points: 200, durationMs: HOUR_MS, shared: false },
  /** People and businesses that are invited, asked, or written to again. */
  inviteesPerBusiness: { points: 1_000, durationMs: HOUR_MS, shared: false },
  /** The same by who does it: anybody may make as many businesses as they like. */
  inviteesPerInviter: { points: 5_000, durationMs: HOUR_MS, shared: false },
  previewsPerAddress: { points: 300, durationMs: 15 * MINUTE_MS, shared: false },
} as const satisfies Record<string, RateLimit>;

export type RateLimitName = keyof typeof RATE_LIMITS;

/** Counts what is done. With RATE_LIMITS=off it counts nothing. */
export interface RateLimiter {
  /** Takes `points` of what `subject` has left; throws `RequestError('RATE_LIMITED')` with the seconds to wait when that is too little. */
  take(limit: RateLimitName, subject: string, points?: number): Promise<void>;
  /** Gives back what was taken for something that turned out right. */
  giveBack(limit: RateLimitName, subject: string, points?: number): Promise<void>;
}
