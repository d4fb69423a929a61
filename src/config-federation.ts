import { z } from 'zod';
import { commaSeparated, isHeaderText, isOrigin } from './config-values.js';

/** What this subgraph leaves to its neighbours in the supergraph. */
export interface FederationSwitches {
  /** `stub`: another subgraph says who people are; User has its id and its memberships here. */
  user: 'own' | 'stub';
  /** `inaccessible`: `node` and `nodes` are shared with subgraphs that have them too, and nobody sees them. */
  node: 'own' | 'inaccessible';
  /** Whether fields that need a viewer say so, for routers that check tokens themselves. */
  authenticated: boolean;
}

/** What the supergraph is like, what its router is known by, and where it may be called back. */
export const FEDERATION_VARIABLES = {
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
  FEDERATION_USER: z.enum(['own', 'stub'], 'must be own or stub').default('own').meta({
    description: 'E-mail and names of User: own, or stub where another subgraph has them.',
    default: 'own',
  }),
  FEDERATION_NODE: z.enum(['own', 'inaccessible'], 'must be own or inaccessible').default('own').meta({
    description: '`node` and `nodes`: own, or inaccessible where several subgraphs have them.',
    default: 'own',
  }),
  FEDERATION_AUTHENTICATED: z.enum(['on', 'off'], 'must be on or off').default('off').meta({
    description: 'Marks what needs a viewer as `@authenticated`, for routers that check tokens: on or off.',
    default: 'off',
  }),
};
