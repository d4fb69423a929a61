import type { AssetGrant } from '../domain/asset.js';
import { HOUR_MS, MINUTE_MS } from '../domain/limits.js';
import { DEMO_BUSINESSES, DEMO_DAYS, grantOf } from './businesses.js';
import { DEMO_DEALINGS } from './partner-plan.js';
import { DEMO_PEOPLE, type DemoPerson } from './people.js';

const INVITES_A_DAY = 8;
/** Days from the end in which nothing has had time to expire. */
const RECENT_DAYS = 8;

/** What becomes of a planned invite; UNSENT is one whose mail has nowhere to go, so that it stays PENDING_SEND. */
export type Fate = 'ACCEPTED' | 'DECLINED' | 'CANCELLED' | 'EXPIRED' | 'PENDING' | 'UNSENT';

export interface PlannedInvite {
  /** Index into `DEMO_BUSINESSES`. */
  business: number;
  /** Days since the beginning. */
  day: number;
  /** A known person, or an address that nobody here has. */
  invitee: DemoPerson | string;
  fate: Fate;
  /** How long after its creation its fate came. */
  afterMs: number;
}

const PAST: readonly Fate[] = [
  'ACCEPTED',
  'ACCEPTED',
  'DECLINED',
  'EXPIRED',
  'EXPIRED',
  'CANCELLED',
  'ACCEPTED',
  'PENDING',
];
const RECENT: readonly Fate[] = [
  'DECLINED',
  'DECLINED',
  'CANCELLED',
  'PENDING',
  'PENDING',
  'PENDING',
  'PENDING',
  'UNSENT',
];
const UNSENT_INVITES = 4;
const DEALING_DAYS: ReadonlySet<number> = new Set(DEMO_DEALINGS.map(({ day }) => day));

/**
 * The invites of people, always the same, oldest first: eight a day for thirty days, but for the one that gives way on a day
 * on which businesses deal with each other. With those they are 240.
 */
export function planInvites(): PlannedInvite[] {
  const people = new Places();
  const planned = Array.from({ length: DEMO_DAYS * INVITES_A_DAY }, (_, index): PlannedInvite => {
    const day = Math.floor(index / INVITES_A_DAY);
    const slot = index % INVITES_A_DAY;
    const fate = fateOf(day, slot, people);
    // One business a day has invites that expire: they are swept together.
    const business = (fate === 'EXPIRED' ? day : index) % DEMO_BUSINESSES.length;
    const place = people.take(fate) ?? { business, invitee: `guest${index}@elsewhere.example` };
    const isLast = day === DEMO_DAYS - 1;
    return {
      ...place,
      day,
      fate,
      afterMs: isLast ? 20 * MINUTE_MS + slot * MINUTE_MS : (2 + ((index * 37) % 20)) * HOUR_MS,
    };
  });
  return planned.filter(({ day, fate }) => fate !== 'CANCELLED' || !DEALING_DAYS.has(day));
}

function fateOf(day: number, slot: number, people: Places): Fate {
  const recent = day >= DEMO_DAYS - RECENT_DAYS;
  const fate = (recent ? RECENT : PAST)[slot] ?? 'PENDING';
  if (fate === 'ACCEPTED' && !people.has('ACCEPTED')) return 'DECLINED';
  if (fate === 'UNSENT' && day < DEMO_DAYS - UNSENT_INVITES) return people.has('ACCEPTED') ? 'ACCEPTED' : 'PENDING';
  return fate;
}

type Place = Pick<PlannedInvite, 'business' | 'invitee'>;

/**
 * Who is invited where. The first three people own a business each; every other joins one, declines another and is still
 * asked by the third, so that nobody is invited twice by the same business.
 */
class Places {
  private readonly places: Readonly<Record<'ACCEPTED' | 'DECLINED' | 'PENDING' | 'UNSENT', Place[]>>;

  constructor() {
    const others = DEMO_PEOPLE.slice(DEMO_BUSINESSES.length);
    const at = (offset: number) => others.map((invitee, index) => ({ invitee, business: (index + offset) % 3 }));
    const owners = DEMO_PEOPLE.slice(0, DEMO_BUSINESSES.length);
    const asked = at(2);
    this.places = {
      ACCEPTED: at(0),
      DECLINED: at(1),
      UNSENT: asked.splice(-UNSENT_INVITES),
      PENDING: [...owners.map((invitee, index) => ({ invitee, business: (index + 1) % 3 })), ...asked],
    };
  }

  has(fate: keyof Places['places']): boolean {
    return this.places[fate].length > 0;
  }

  take(fate: Fate): Place | undefined {
    return fate in this.places ? this.places[fate as keyof Places['places']].shift() : undefined; // asked on the same line
  }
}

/** What the invites of a day grant: every third day something. */
export const grantsOn = ({ business, day }: PlannedInvite): AssetGrant[] =>
  day % 3 === 1 ? [grantOf(business, 'ads-us', 'ANALYST'), grantOf(business, 'profile', 'PROFILE_PUBLISHER')] : [];
