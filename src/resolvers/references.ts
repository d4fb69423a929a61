import type { GatewayContext } from './context.js';

/** What a gateway hands over to name an entity: keys from outside, so of any shape. */
type Representation = Readonly<Record<string, unknown>>;

/** A key as it may reach the loaders; whatever else is an unknown entity. */
const isKey = (id: unknown): id is string => typeof id === 'string' && id.length > 0 && id.length <= 255;

/** The id of what a key refers to. */
const idOf = (reference: unknown): unknown =>
  typeof reference === 'object' && reference !== null && 'id' in reference ? reference.id : undefined;

/**
 * How entities are found by their keys: through the loaders, so by the same policy as everywhere, and in one statement per
 * type. Async throughout: a throw in the middle of the batch would take its neighbours with it.
 */
export const REFERENCES = {
  Business: async ({ id }: Representation, { loaders }: GatewayContext) => (isKey(id) ? loaders.business(id) : null),
  Invite: async ({ id }: Representation, { loaders }: GatewayContext) => (isKey(id) ? loaders.invite(id) : null),
  AccountMember: async ({ id, business, user }: Representation, { loaders }: GatewayContext) => {
    if (isKey(id)) return loaders.member(id);
    const [businessId, userId] = [idOf(business), idOf(user)];
    return isKey(businessId) && isKey(userId) ? loaders.memberOf({ businessId, userId }) : null;
  },
  Partnership: async ({ id }: Representation, { loaders }: GatewayContext) =>
    isKey(id) ? loaders.partnership(id) : null,
  Asset: async ({ id }: Representation, { loaders }: GatewayContext) => (isKey(id) ? loaders.asset(id) : null),
  AssetPermission: async ({ id }: Representation, { loaders }: GatewayContext) =>
    isKey(id) ? loaders.permission(id) : null,
  // Always resolves: a null would take with it what the users' own subgraph has to say.
  User: async ({ id }: Representation, { loaders }: GatewayContext) => (isKey(id) ? loaders.person(id) : null),
};
