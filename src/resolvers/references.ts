import type { GraphQLFieldResolver } from 'graphql';
import { RequestError } from '../domain/errors.js';
import { isWellFormedUserId } from '../domain/invitee.js';
import { REPRESENTATIONS_LIMIT } from '../domain/limits.js';
import type { GatewayContext } from './context.js';

/** What a gateway hands over to name an entity: keys from outside, so of any shape. */
type Representation = Readonly<Record<string, unknown>>;

/** A key as it may reach the loaders (every id of ours and of users is of this form); whatever else is an unknown entity. */
const isKey = (id: unknown): id is string => typeof id === 'string' && isWellFormedUserId(id);

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

/**
 * Makes null of representations that name no entity, before federation's own resolver of `_entities` sees them: it would
 * refuse the whole batch. Throws BAD_USER_INPUT for more than 1,000 representations.
 */
export const onlyEntities =
  (resolve: GraphQLFieldResolver<unknown, GatewayContext>): GraphQLFieldResolver<unknown, GatewayContext> =>
  (source, { representations, ...args }: { representations: readonly unknown[] }, context, info) => {
    if (representations.length > REPRESENTATIONS_LIMIT)
      throw new RequestError('BAD_USER_INPUT', `At most ${REPRESENTATIONS_LIMIT} entities can be asked for at once.`);
    const entities = representations.filter(namesEntity);
    const found = resolve(source, { ...args, representations: entities }, context, info) as unknown[]; // one for each, in order
    const answers = found.values();
    return representations.map((one) => (namesEntity(one) ? answers.next().value : null));
  };

function namesEntity(representation: unknown): boolean {
  if (typeof representation !== 'object' || representation === null || !('__typename' in representation)) return false;
  const { __typename } = representation;
  return typeof __typename === 'string' && Object.hasOwn(REFERENCES, __typename);
}
