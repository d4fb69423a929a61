import type { AssetGrant } from '../domain/asset.js';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/limits.js';
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
  'DECLINED',
  'EXPIRED',
  'EXPIRED',
  'EXPIRED',
  'CANCELLED',
];
const RECENT: readonly Fate[] = [
  'ACCEPTED',
  'ACCEPTED',
  'DECLINED',
  'DECLINED',
  'PENDING',
  'PENDING',
  'PENDING',
  'CANCELLED',
];
const UNSENT_INVITES = 4;
const UNSENT_PLACE = 9;
const DEALING_DAYS: ReadonlySet<number> = new Set(DEMO_DEALINGS.map(({ day }) => day));

/**
 * The invites of people, always the same, oldest first: eight a day for thirty days, the businesses in turn, but for the one
 * that gives way on a day on which businesses deal with each other. With those they are 240.
 */
export function planInvites(): PlannedInvite[] {
  const places = new Places();
  const planned = Array.from({ length: DEMO_DAYS * INVITES_A_DAY }, (_, index): PlannedInvite => {
    const day = Math.floor(index / INVITES_A_DAY);
    const slot = index % INVITES_A_DAY;
    const business = day % DEMO_BUSINESSES.length;
    const wanted = fateOf(day, slot);
    const person = places.take(wanted, day);
    const invitee = person ?? `guest${index}@elsewhere.example`;
    const fate = person ? wanted : guestFate(wanted, day);
    return { business, day, invitee, fate, afterMs: afterMs(fate, day, slot) };
  });
  return planned.filter(({ day, fate }) => fate !== 'CANCELLED' || !DEALING_DAYS.has(day));
}

const isRecent = (day: number): boolean => day >= DEMO_DAYS - RECENT_DAYS;

function fateOf(day: number, slot: number): Fate {
  const fate = (isRecent(day) ? RECENT : PAST)[slot] ?? 'PENDING';
  return fate === 'PENDING' && slot === 4 && day >= DEMO_DAYS - UNSENT_INVITES ? 'UNSENT' : fate;
}

/** Guests have no account to answer with. */
function guestFate(fate: Fate, day: number): Fate {
  if (fate !== 'ACCEPTED' && fate !== 'DECLINED') return fate;
  return isRecent(day) ? 'PENDING' : 'EXPIRED';
}

/** Who is asked twice answers both at once, when the second has come: so an acceptance takes a day more. */
function afterMs(fate: Fate, day: number, slot: number): number {
  if (day === DEMO_DAYS - 1) return (20 + slot) * MINUTE_MS;
  if (fate === 'ACCEPTED') return DAY_MS + afterMs('DECLINED', day + 1, slot + 2);
  return (2 + (((day * INVITES_A_DAY + slot) * 37) % 20)) * HOUR_MS;
}

/**
 * Who is invited where. The first three people own a business each; every other joins one, declines the next one the day
 * after, and may still be asked by the third: nobody is invited twice by the same business.
 */
class Places {
  private readonly people = DEMO_PEOPLE.slice(DEMO_BUSINESSES.length);
  /** Who joins each business, in order. */
  private readonly joining = DEMO_BUSINESSES.map((_, business) =>
    this.people.filter((_, index) => index % 3 === business),
  );
  private readonly declining = this.joining.map((people) => [...people]);
  private readonly asked = this.joining.map((people, business) => [
    ...DEMO_PEOPLE.slice(business, business + 1),
    ...people,
  ]);

  /** Who gets the next invite with this fate on this day, if there is still somebody. */
  take(fate: Fate, day: number): DemoPerson | undefined {
    const before = (days: number) => (day + days * 2) % DEMO_BUSINESSES.length;
    switch (fate) {
      case 'ACCEPTED':
        return this.joining[before(0)]?.shift();
      case 'DECLINED':
        return day === 0 ? undefined : this.declining[before(1)]?.shift();
      case 'PENDING':
        return this.asked[before(2)]?.shift();
      case 'UNSENT':
        // Somebody from the middle, who has answered all others: it costs them their verified address.
        return this.asked[before(2)]?.splice(UNSENT_PLACE, 1)[0];
      default:
        return undefined;
    }
  }
}

/** What the invites of a day grant: every fourth day something. */
export const grantsOn = ({ business, day }: PlannedInvite): AssetGrant[] =>
  day % 4 === 1 ? [grantOf(business, 'ads-us', 'ANALYST'), grantOf(business, 'profile', 'PROFILE_PUBLISHER')] : [];
