import { commaSeparated, isHeaderText, isOrigin } from './config-values.js';

/** What the router of a supergraph is known by, and where it may be called back. */
export const ROUTER_VARIABLES = {
  ROUTER_SECRET: commaSeparated
    .refine(
      (secrets) => secrets.length > 0 && secrets.every(isHeaderText),
      'must be a text without blanks, e.g. from: openssl rand -hex 32',
    )
    .default([])
    .meta({
      description:
        'Secret that a router sends as x-router-secret: `_service`, `_entities` and /schema.graphql are then for it alone. To rotate, several with commas.',
      default: 'none: `_entities` is for all, the schema follows INTROSPECTION',
    }),
  CALLBACK_ORIGINS: commaSeparated
    .refine((origins) => origins.every(isOrigin), 'must list origins without a path, e.g. https://router.example.com')
    .transform((origins) => origins.map((origin) => new URL(origin).origin))
    .default([])
    .meta({
      description: 'Origins to which routers may have changes sent (HTTP callback protocol), comma-separated.',
      default: 'none: callbacks are off',
    }),
};
