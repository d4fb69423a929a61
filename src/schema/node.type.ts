import { Field, ID, InterfaceType } from 'type-graphql';
import { ID_PREFIXES } from '../domain/ids.js';

const TYPE_BY_PREFIX: Readonly<Record<string, string>> = {
  [ID_PREFIXES.invite]: 'Invite',
  [ID_PREFIXES.accountMember]: 'AccountMember',
  [ID_PREFIXES.partnership]: 'Partnership',
  [ID_PREFIXES.assetPermission]: 'AssetPermission',
};

/** The type that an id belongs to, by its prefix. What is not ours by prefix can only be a business. */
export const nodeTypeOf = (id: string): string => TYPE_BY_PREFIX[id.slice(0, id.indexOf('_'))] ?? 'Business';

@InterfaceType('Node', {
  description: 'Something with an id of its own by which it can be fetched again.',
  resolveType: (value: { id: string }) => nodeTypeOf(value.id),
})
export abstract class Node {
  @Field(() => ID, { description: 'Globally unique and stable.' })
  id!: string;
}
