import { Initial1763700000000 } from './migrations/1763700000000-initial.js';
import { EventRetention1763900000000 } from './migrations/1763900000000-event-retention.js';

/** All migrations, oldest first. They only go forward. */
export const MIGRATIONS = [Initial1763700000000, EventRetention1763900000000];
