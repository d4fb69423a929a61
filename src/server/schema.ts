import 'reflect-metadata';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type GraphQLSchema, parse } from 'graphql';
import { buildSchemaSync, createResolversMap, type PubSub } from 'type-graphql';
import { AccountMemberResolver } from '../resolvers/account-member.resolver.js';
import { AssetResolver } from '../resolvers/asset.resolver.js';
import { AssetGrantResolver } from '../resolvers/asset-grant.resolver.js';
import { AssetPermissionResolver } from '../resolvers/asset-permission.resolver.js';
import { BusinessResolver } from '../resolvers/business.resolver.js';
import { BusinessAssetsResolver } from '../resolvers/business-assets.resolver.js';
import { InviteResolver } from '../resolvers/invite.resolver.js';
import { ActorResolver, InviteStatusChangeResolver } from '../resolvers/invite-status-change.resolver.js';
import { MemberInvitesResolver } from '../resolvers/member-invites.resolver.js';
import { MembershipErrorResolver } from '../resolvers/membership-error.resolver.js';
import { NodeResolver } from '../resolvers/node.resolver.js';
import { PartnerInvitesResolver } from '../resolvers/partner-invites.resolver.js';
import { PartnershipResolver } from '../resolvers/partnership.resolver.js';
import { onlyEntities, REFERENCES } from '../resolvers/references.js';
import { UserResolver } from '../resolvers/user.resolver.js';
import { ViewerResolver } from '../resolvers/viewer.resolver.js';

const RESOLVERS = [
  AccountMemberResolver,
  ActorResolver,
  AssetGrantResolver,
  AssetPermissionResolver,
  AssetResolver,
  BusinessAssetsResolver,
  BusinessResolver,
  InviteResolver,
  InviteStatusChangeResolver,
  MemberInvitesResolver,
  MembershipErrorResolver,
  NodeResolver,
  PartnerInvitesResolver,
  PartnershipResolver,
  UserResolver,
  ViewerResolver,
] as const;

/** The highest version of federation that the composers of Apollo, The Guild and WunderGraph all accept. */
const LINK = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable"])`;

/** Sentences for the root types, which no class declares. */
const ROOT_DESCRIPTIONS: Readonly<Record<string, string>> = {
  Query: 'What can be read. What the viewer may not see is null, the same as what does not exist.',
  Mutation:
    'What can be done. Expected refusals stand in `userErrors` or with the item; nullable, so that one that fails as a whole does not wipe out its neighbours.',
  Subscription: 'What can be followed: every change, once, in order, resumable from its cursor.',
};

/** The schema as the resolver classes declare it, with what they state of access in its extensions. */
export const buildDeclaredSchema = (pubSub: PubSub): GraphQLSchema =>
  buildSchemaSync({ resolvers: RESOLVERS, pubSub, validate: false, emitSchemaFile: false });

/** The subgraph that is served, with federation's own fields and entities, and the SDL that it is made from. */
export function buildSchema({ pubSub }: { pubSub: PubSub }): { schema: GraphQLSchema; sdl: string } {
  const declared = buildDeclaredSchema(pubSub);
  const sdl = printSchema(declared);
  const resolvers: Record<string, object> = { ...createResolversMap(declared) };
  for (const [type, reference] of Object.entries(REFERENCES)) {
    resolvers[type] = { ...resolvers[type], __resolveReference: reference };
  }
  const map = resolvers as GraphQLResolverMap<unknown>; // the same map by the name of another library
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: map }]);
  const entities = schema.getQueryType()?.getFields()._entities;
  if (entities?.resolve) entities.resolve = onlyEntities(entities.resolve);
  return { schema, sdl };
}

/** The SDL of the subgraph, as it is committed, served at `/schema.graphql` and composed. */
export function printSchema(declared: GraphQLSchema): string {
  const described = printSchemaWithDirectives(declared).replace(
    /^type (Query|Mutation|Subscription) /gm,
    (line, name: string) => `"""\n${ROOT_DESCRIPTIONS[name]}\n"""\n${line}`,
  );
  return `${LINK}\n\n${described.replace(/^schema \{[^}]*\}\n*/m, '').trim()}\n`;
}
