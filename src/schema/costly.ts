import { Directive } from 'type-graphql';

// For gateways that count before they ask; beside the 1 that they count for an object, and the 10 for a mutation.
const WEIGHTS = {
  /** Goes through all rows of a list, not a page of them. */
  count: 5,
  /** Looks inside texts. */
  search: 10,
  /** Argon2id: 19 MiB, and a core for some 20 ms. */
  password: 50,
} as const;

/** Says that a field, or a filter where it is given, is dear, and why. */
export const Costly = (why: keyof typeof WEIGHTS) => Directive(`@cost(weight: ${WEIGHTS[why]})`);
