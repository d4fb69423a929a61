import { Initial1763700000000 } from './migrations/1763700000000-initial.js';
import { People1764000000000 } from './migrations/1764000000000-people.js';

/** All migrations, oldest first. They only go forward. */
export const MIGRATIONS = [Initial1763700000000, People1764000000000];
