import { RequestError } from '../domain/errors.js';
import { HttpError } from './answer.js';

/** Where a router wants the results of a subscription, and how it knows whom they come from. */
export interface CallbackTarget {
  url: URL;
  /** The router's own id of the subscription. */
  id: string;
  /** Stands in each message, to show that it is ours. */
  verifier: string;
  /** How often the router wants to be told that the subscription lives; 0: not at all. */
  heartbeatMs: number;
}

export interface CallbackRules {
  /** Where anything may be sent to at all. */
  origins: ReadonlySet<string>;
  leastHeartbeatMs: number;
}

const HEARTBEAT_MS = 5_000; // of a router that does not say, as other servers have it
const LONGEST_TIMER_MS = 2 ** 31 - 1;
const LONGEST_TEXT = 1_024;

/** What a body holds for this protocol; undefined where it is an operation of another transport. */
export function callbackIn(body: unknown): unknown {
  const extensions = recordOf(recordOf(body)?.extensions);
  return extensions?.subscription ?? undefined;
}

/**
 * Reads `extensions.subscription`. Throws `HttpError` 400 where it is malformed or callbacks are off, FORBIDDEN where it
 * leads to an origin that is not listed: whoever can subscribe could else have this server call any address that it reaches.
 */
export function readTarget(extension: unknown, { origins, leastHeartbeatMs }: CallbackRules): CallbackTarget {
  if (origins.size === 0) throw new HttpError(400, 'Callbacks are off here: CALLBACK_ORIGINS lists no router');
  const { callbackUrl, subscriptionId, verifier, heartbeatIntervalMs = HEARTBEAT_MS } = recordOf(extension) ?? {};
  const heartbeatMs = readHeartbeat(heartbeatIntervalMs, leastHeartbeatMs);
  const target = {
    url: readUrl(callbackUrl),
    id: readText('subscriptionId', subscriptionId),
    verifier: readText('verifier', verifier),
    heartbeatMs,
  };
  if (!origins.has(target.url.origin)) {
    throw new RequestError('FORBIDDEN', 'The origin of callbackUrl is none of CALLBACK_ORIGINS');
  }
  return target;
}

function readUrl(given: unknown): URL {
  const url = typeof given === 'string' && URL.canParse(given) ? new URL(given) : undefined;
  if (url?.username === '' && url.password === '') return url;
  throw new HttpError(400, 'extensions.subscription.callbackUrl must be a URL without user and password');
}

function readText(name: string, given: unknown): string {
  if (typeof given === 'string' && given !== '' && given.length <= LONGEST_TEXT) return given;
  throw new HttpError(400, `extensions.subscription.${name} must be a text of at most ${LONGEST_TEXT} characters`);
}

function readHeartbeat(given: unknown, leastMs: number): number {
  const isWhole = typeof given === 'number' && Number.isInteger(given) && given <= LONGEST_TIMER_MS;
  if (isWhole && (given === 0 || given >= leastMs)) return given;
  throw new HttpError(400, `extensions.subscription.heartbeatIntervalMs must be 0, or ${leastMs} at least`);
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return value as Readonly<Record<string, unknown>>; // any object may be read by its names
}
