import type { Principal } from '../auth/principal.js';
import type { Queryable } from '../database/queryable.js';
import type { Sealer } from '../domain/seal.js';

/** What every list needs: where to read, who reads, and who seals the cursors. */
export interface ReadContext {
  db: Queryable;
  principal: Principal;
  sealer: Sealer;
}
