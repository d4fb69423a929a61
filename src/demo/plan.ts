import { DAY_MS, HOUR_MS, MINUTE_MS } from '../domain/limits.js';
import { DEMO_PEOPLE, type DemoPerson } from './people.js';

export const DEMO_BUSINESSES = [
  { id: 'acme', name: 'Acme', seatLimit: 120 },
  { id: 'globex', name: 'Globex', seatLimit: null },
  { id: 'initech', name: 'Initech', seatLimit: 80 },
] as const;

export const DEMO_DAYS = 30;
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

/** The 240 invites of the demo data, always the same, oldest first: eight a day for thirty days. */
export function planInvites(): PlannedInvite[] {
  const people = new Places();
  return Array.from({ length: DEMO_DAYS * INVITES_A_DAY }, (_, index): PlannedInvite => {
    const day = Math.floor(index / INVITES_A_DAY);
    const slot = index % INVITES_A_DAY;
    const fate = fateOf(day, slot, people);
    const place = people.take(fate) ?? { business: index % 3, invitee: `guest${index}@elsewhere.example` };
    const isLast = day === DEMO_DAYS - 1;
    return {
      ...place,
      day,
      fate,
      afterMs: isLast ? 20 * MINUTE_MS + slot * MINUTE_MS : (2 + ((index * 37) % 20)) * HOUR_MS,
    };
  });
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

/** When the invites of a day go out, in ms since the beginning; the last day's before the present. */
export const sentOnDayMs = (day: number): number => day * DAY_MS;
