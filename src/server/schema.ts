import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import { type GraphQLSchema, parse, print } from 'graphql';
import { buildSchemaSync, createResolversMap, type PubSub } from 'type-graphql';
import type { FederationSwitches } from '../config-federation.js';
import { AccountMemberResolver } from '../resolvers/account-member.resolver.js';
import { ApiKeyResolver, BusinessApiKeysResolver, ViewerApiKeyResolver } from '../resolvers/api-key.resolver.js';
import { AssetResolver } from '../resolvers/asset.resolver.js';
import { AssetGrantResolver } from '../resolvers/asset-grant.resolver.js';
import { AssetPermissionResolver } from '../resolvers/asset-permission.resolver.js';
import { BusinessResolver } from '../resolvers/business.resolver.js';
import { BusinessAssetsResolver } from '../resolvers/business-assets.resolver.js';
import { InviteResolver } from '../resolvers/invite.resolver.js';
import { ActorResolver, InviteStatusChangeResolver } from '../resolvers/invite-status-change.resolver.js';
import { LinkResolver } from '../resolvers/link.resolver.js';
import { MemberInvitesResolver } from '../resolvers/member-invites.resolver.js';
import { MembershipErrorResolver } from '../resolvers/membership-error.resolver.js';
import { NodeResolver } from '../resolvers/node.resolver.js';
import { PartnerInvitesResolver } from '../resolvers/partner-invites.resolver.js';
import { PartnershipResolver } from '../resolvers/partnership.resolver.js';
import { onlyEntities, REFERENCES } from '../resolvers/references.js';
import { SessionResolver } from '../resolvers/session.resolver.js';
import { UserResolver } from '../resolvers/user.resolver.js';
import { ViewerResolver } from '../resolvers/viewer.resolver.js';
import { OWN, subgraphDocument } from './subgraph.js';

const RESOLVERS = [
  AccountMemberResolver,
  ActorResolver,
  AssetGrantResolver,
  AssetPermissionResolver,
  AssetResolver,
  BusinessAssetsResolver,
  ApiKeyResolver,
  BusinessApiKeysResolver,
  BusinessResolver,
  InviteResolver,
  InviteStatusChangeResolver,
  LinkResolver,
  MemberInvitesResolver,
  MembershipErrorResolver,
  NodeResolver,
  PartnerInvitesResolver,
  PartnershipResolver,
  SessionResolver,
  UserResolver,
  ViewerApiKeyResolver,
  ViewerResolver,
] as const;

/** The schema as the resolver classes declare it, with what they state of access in its extensions. */
export const buildDeclaredSchema = (pubSub: PubSub): GraphQLSchema =>
  buildSchemaSync({ resolvers: RESOLVERS, pubSub, validate: false, emitSchemaFile: false });

export interface SchemaOptions {
  pubSub: PubSub;
  /** Default: everything is ours. */
  federation?: FederationSwitches;
}

/** The subgraph that is served, with federation's own fields and entities, and the SDL that it is made from. */
export function buildSchema({ pubSub, federation }: SchemaOptions): { schema: GraphQLSchema; sdl: string } {
  const declared = buildDeclaredSchema(pubSub);
  const sdl = printSchema(declared, federation);
  const resolvers: Record<string, object> = { ...createResolversMap(declared) };
  for (const [type, reference] of Object.entries(REFERENCES)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: reference };
  }
  const map = resolvers as GraphQLResolverMap<unknown>; // the same map by the name of another library
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map }]);
  const { _entities: entities, _service: service } = schema.getQueryType()?.getFields() ?? {};
  if (entities?.resolve) entities.resolve = onlyEntities(entities.resolve);
  if (service) service.resolve = () => ({ sdl }); // the stock one tells federation's own definitions besides
  return { schema, sdl };
}

/** The SDL of the subgraph, as it is committed, served at `/schema.graphql` and composed. */
export const printSchema = (declared: GraphQLSchema, federation = OWN): string =>
  `${print(subgraphDocument(declared, federation))}\n`;
