import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Ctx, FieldResolver, Info, Mutation, Resolver, Root } from 'type-graphql';
import { Allow } from '../auth/decorators.js';
import { newApiKeySecret } from '../auth/secret-token.js';
import type { Answer } from '../commands/answer.js';
import { createApiKey, renewApiKey } from '../commands/create-api-key.js';
import { revokeApiKey } from '../commands/revoke-api-key.js';
import { type ApiKeyRow, listApiKeys } from '../queries/api-keys.js';
import type { BusinessRow } from '../queries/businesses.js';
import {
  CreateApiKeyInput,
  CreateApiKeyPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
} from '../schema/api-key.inputs.js';
import { ApiKey, ApiKeyConnection } from '../schema/api-key.type.js';
import { Business } from '../schema/business.type.js';
import { ConnectionArgs } from '../schema/connection.js';
import { Viewer } from '../schema/viewer.type.js';
import { listOptions, toConnection } from './connection.js';
import type { GatewayContext } from './context.js';

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @Allow('api-key:create')
  @Mutation(() => CreateApiKeyPayload, {
    nullable: true,
    description: 'Makes an API key for programs of a business. Its secret is shown in this answer alone.',
  })
  async createApiKey(
    @Arg('input', () => CreateApiKeyInput, { description: 'The new key.' }) input: CreateApiKeyInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const secret = newApiKeySecret();
    const outcome = { isItsSecret: true };
    const answer = await context.write('createApiKey', input, (tx) => createApiKey(tx, principal, input, secret), {
      again: async (tx, kept) => {
        outcome.isItsSecret = await renewApiKey(tx, principal, kept, secret);
        return undefined;
      },
    });
    await context.identity.revocations.read(); // a repeat has ended the first secret
    const payload = await apiKeyPayload(context, answer);
    return { ...payload, secret: payload.apiKey && outcome.isItsSecret ? secret.text : null };
  }

  @Allow('api-key:revoke')
  @Mutation(() => RevokeApiKeyPayload, {
    nullable: true,
    description: 'Ends an API key: its calls are refused, and its streams end.',
  })
  async revokeApiKey(
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which.' }) input: RevokeApiKeyInput,
    @Ctx() context: GatewayContext,
  ) {
    const { principal } = context;
    const answer = await context.write('revokeApiKey', {}, (tx) => revokeApiKey(tx, principal, input));
    await context.identity.revocations.read();
    return apiKeyPayload(context, answer);
  }

  @FieldResolver(() => Business, { description: 'The business that it acts for.' })
  async business(@Root() { businessId }: ApiKeyRow, @Ctx() { loaders }: GatewayContext) {
    return (await loaders.standing(businessId)).at(businessId).business;
  }
}

@Resolver(() => Business)
export class BusinessApiKeysResolver {
  @FieldResolver(() => ApiKeyConnection, {
    description: 'Its API keys, newest first, as far as the viewer may see them; those that were revoked too.',
  })
  async apiKeys(
    @Root() { id }: BusinessRow,
    @Args(() => ConnectionArgs) args: ConnectionArgs,
    @Ctx() { read, loaders }: GatewayContext,
    @Info() info: GraphQLResolveInfo,
  ) {
    return toConnection(await listApiKeys(read, await loaders.standing(id), id, listOptions(args, info)));
  }
}

@Resolver(() => Viewer)
export class ViewerApiKeyResolver {
  @FieldResolver(() => ApiKey, { nullable: true, description: 'The key that is calling. Null for a user.' })
  apiKey(@Ctx() { principal, loaders }: GatewayContext) {
    return principal.kind === 'apiKey' ? loaders.apiKey(principal.apiKeyId) : null;
  }
}

async function apiKeyPayload({ loaders }: GatewayContext, { userErrors, items }: Answer) {
  const [item] = items;
  return { apiKey: item?.id ? await loaders.apiKey(item.id) : null, userErrors };
}
