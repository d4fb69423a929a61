import { ROUTER_HEADER } from './router-gate.js';

type Params = Readonly<Record<string, unknown>> | undefined;

/** The one token of a connection; `undefined` is none, and `refused` says why what came cannot be used. */
export type ConnectionToken = { authorization: string | undefined } | { refused: string };

/**
 * Finds the token of a WebSocket: gateways and clients send it in the header of the upgrade or in `connection_init`, as
 * `authorization`, `Authorization`, `token` (Apollo Router's default), `headers.authorization` or `connectionParams.token`,
 * with or without `Bearer`. An empty one is none; two that differ are refused, since either could be somebody else's.
 */
export function connectionToken(header: string | undefined, params: Params): ConnectionToken {
  const headers = recordOf(params?.headers);
  const given = [
    header,
    params?.authorization,
    params?.Authorization,
    params?.token,
    headers?.authorization,
    headers?.Authorization,
    recordOf(params?.connectionParams)?.token,
  ].filter((value) => value !== undefined && value !== null);
  if (!given.every((value) => typeof value === 'string')) return { refused: 'The token must be a text.' };
  const tokens = new Set(given.map(withScheme).filter((value) => value !== ''));
  if (tokens.size > 1) return { refused: 'The tokens of the header and of connection_init differ.' };
  const [authorization] = tokens;
  return { authorization };
}

/** What the payload of `connection_init` holds of the router's secret. */
export const routerSecrets = (params: Params): unknown[] => [
  params?.[ROUTER_HEADER],
  recordOf(params?.headers)?.[ROUTER_HEADER],
];

function withScheme(value: string): string {
  const token = value.trim().replace(/^bearer(\s+|$)/i, '');
  // Another scheme is left as it is, for the authenticator to refuse.
  return token === '' || token.includes(' ') ? token : `Bearer ${token}`;
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return value as Readonly<Record<string, unknown>>; // any object may be read by its names
}
