import { Field, ID, InterfaceType } from 'type-graphql';
import { ID_PREFIXES } from '../domain/ids.js';

const TYPE_BY_PREFIX: ReadonlyMap<string, string> = new Map([
  [`${ID_PREFIXES.invite}_`, 'Invite'],
  [`${ID_PREFIXES.accountMember}_`, 'AccountMember'],
  [`${ID_PREFIXES.partnership}_`, 'Partnership'],
  [`${ID_PREFIXES.assetPermission}_`, 'AssetPermission'],
]);

/** The type that an id belongs to, by its prefix up to the first `_`. What is not ours by prefix can only be a business. */
export const nodeTypeOf = (id: string): string => TYPE_BY_PREFIX.get(id.slice(0, id.indexOf('_') + 1)) ?? 'Business';

@InterfaceType('Node', {
  description: 'Something with an id of its own by which it can be fetched again.',
  resolveType: (value: { id: string }) => nodeTypeOf(value.id),
})
export abstract class Node {
  @Field(() => ID, { description: 'Globally unique and stable.' })
  id!: string;
}
