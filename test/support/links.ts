import type { Database } from '../../src/database/data-source.js';
import { createLinks, type StoredLink } from '../../src/domain/link.js';
import { deriveKey } from '../../src/domain/seal.js';
import { TEST_SECRET } from './person.js';

/** Links as all gateways of the tests make them. */
export const TEST_LINKS = createLinks([deriveKey(TEST_SECRET, 'link')]);

/** The token of the link of this invite, as its newest mail has it. */
export async function linkTokenOf(database: Pick<Database, 'query'>, inviteId: string): Promise<string> {
  const [row] = await database.query<StoredLink>(
    'select id, generation, link_salt as "linkSalt", link_hash as "linkHash" from invite where id = $1',
    [inviteId],
  );
  const token = row && TEST_LINKS.read(row);
  if (!token) throw new Error(`The invite ${inviteId} has no link`);
  return token;
}
