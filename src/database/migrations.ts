import { Initial1763700000000 } from './migrations/1763700000000-initial.js';
import { Partners1763800000000 } from './migrations/1763800000000-partners.js';
import { Search1763900000000 } from './migrations/1763900000000-search.js';
import { EventRetention1763950000000 } from './migrations/1763950000000-event-retention.js';
import { People1764000000000 } from './migrations/1764000000000-people.js';
import { Links1764100000000 } from './migrations/1764100000000-links.js';
import { InvitesByKeys1764200000000 } from './migrations/1764200000000-invites-by-keys.js';
import { OwnerOfPermissions1764300000000 } from './migrations/1764300000000-owner-of-permissions.js';

/** All migrations, oldest first. They only go forward. */
export const MIGRATIONS = [
  Initial1763700000000,
  Partners1763800000000,
  Search1763900000000,
  EventRetention1763950000000,
  People1764000000000,
  Links1764100000000,
  InvitesByKeys1764200000000,
  OwnerOfPermissions1764300000000,
];
