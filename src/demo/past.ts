import { randomBytes } from 'node:crypto';
import type { Principal, UserPrincipal } from '../auth/principal.js';
import type { Decide } from '../commands/answer.js';
import { runMutation } from '../commands/run-mutation.js';
import type { Database } from '../database/data-source.js';
import { DAY_MS, HOUR_MS } from '../domain/limits.js';
import { createLinks } from '../domain/link.js';
import { DEMO_DAYS } from './businesses.js';
import { DEMO_PEOPLE, type DemoPerson } from './people.js';

/** Nobody has the mails of the past, so nobody needs to tell their links again. */
export const LINKS = createLinks([randomBytes(32)]);

/** Something that happened, at a time in ms since the beginning. */
export interface Happening {
  atMs: number;
  happen: () => Promise<unknown>;
}

/** The thirty days in which things happen, by the commands that make them happen today too. */
export class Past {
  private readonly beginning: number;

  constructor(
    readonly database: Database,
    private readonly clock: { now: Date },
  ) {
    // Ends an hour ago, so that the last answers lie in the past too.
    this.beginning = Date.now() - (DEMO_DAYS - 1) * DAY_MS - HOUR_MS;
  }

  /** Puts the clock of the commands to this time, in ms since the beginning. */
  standAt(ms: number): void {
    this.clock.now = this.at(ms);
  }

  at(ms: number): Date {
    return new Date(this.beginning + ms);
  }

  get now(): Date {
    return this.clock.now;
  }

  /** The present, in ms since the beginning. */
  get endMs(): number {
    return Date.now() - this.beginning;
  }

  /** Carries out one command; a refusal means that the plan is wrong. Returns the ids of the answer. */
  async run(principal: Principal, decide: Decide): Promise<string[]> {
    const mutation = { name: 'seed', principal, input: {} };
    const { userErrors, items } = await runMutation(
      { database: this.database, fingerprint: () => [] },
      mutation,
      decide,
    );
    const refusal = userErrors[0] ?? items.find((item) => item.error)?.error;
    if (refusal) throw new Error(`The demo data were refused: ${refusal.code} ${refusal.message}`);
    return items.flatMap((item) => item.id ?? []);
  }
}

export const principalOf = ({ id }: DemoPerson): UserPrincipal => ({
  kind: 'user',
  userId: id,
  tokenExpiresAtMs: Number.POSITIVE_INFINITY,
});

/** Who founded the business with this number. */
export function ownerOf(business: number): UserPrincipal {
  const person = DEMO_PEOPLE[business];
  if (!person) throw new Error(`No business has the number ${business}`);
  return principalOf(person);
}
