import { TypeID } from 'typeid-js';
import { v7 } from 'uuid';

/** What this gateway makes carries one of these; users, businesses and assets keep the ids of their owning systems. */
export const ID_PREFIXES = {
  invite: 'inv',
  accountMember: 'mem',
  partnership: 'prt',
  assetPermission: 'prm',
  apiKey: 'key',
} as const;
/** Given to what comes without an id of its own. */
const GENERATED_PREFIXES = { business: 'biz', user: 'usr', session: 'ses', signInCode: 'sic' } as const;
const PREFIXES = { ...ID_PREFIXES, ...GENERATED_PREFIXES };

/**
 * A new id, e.g. `inv_01h455vb4pex5vsknk084sn02q`: a TypeID (UUIDv7) that sorts by `at`, and within one batch by `index`,
 * so that things made together stay in the order in which they were asked for.
 */
export function newId(noun: keyof typeof PREFIXES, at: Date, index = 0): string {
  const uuid = v7({ msecs: at.getTime(), seq: index });
  return TypeID.fromUUID(PREFIXES[noun], uuid).toString();
}
