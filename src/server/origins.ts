import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http';

export type IsAllowedOrigin = (origin: string) => boolean;

export interface Origins {
  isAllowed: IsAllowedOrigin;
  /** Lets the pages of this URL call; in the demo the server's own is known only once it listens. */
  allow(url: string): void;
}

/** Which pages may call: those of PUBLIC_URL, and the other origins of the configuration. */
export function createOrigins(urls: readonly string[]): Origins {
  const allowed = new Set(urls.map((url) => new URL(url).origin));
  return {
    isAllowed: (origin) => allowed.has(origin),
    allow: (url) => allowed.add(new URL(url).origin),
  };
}

/**
 * The CORS headers of an answer. A page of another origin gets none, so its browser keeps the answer from it. Credentials are
 * never allowed: who calls stands in the authorization header, which no browser adds by itself.
 */
export function corsHeaders(request: IncomingMessage, isAllowed: IsAllowedOrigin): OutgoingHttpHeaders {
  const { origin } = request.headers;
  if (!origin || !isAllowed(origin)) return { vary: 'Origin' };
  const exposed = {
    vary: 'Origin',
    'access-control-allow-origin': origin,
    'access-control-expose-headers': 'x-request-id',
  };
  if (request.method !== 'OPTIONS') return exposed;
  return {
    ...exposed,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers':
      'authorization, content-type, x-request-id, apollo-require-preflight, x-apollo-operation-name',
    'access-control-max-age': '7200', // Chrome keeps it for no longer than two hours
  };
}
