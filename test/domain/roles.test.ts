import { describe, expect, it } from 'vitest';
import { API_KEY_SCOPES, type ApiKeyScope } from '../../src/auth/principal.js';
import { BUSINESS_ROLES, type BusinessRole } from '../../src/domain/membership.js';
import { mayGiveRoles, mayKeyGiveRoles, memberRoles } from '../../src/domain/roles.js';

/** Every set of these, the empty one too. */
const setsOf = <T>(items: readonly T[]): T[][] =>
  items.reduce<T[][]>((sets, item) => sets.concat(sets.map((set) => set.concat([item]))), [[]]);

describe('the role ceiling', () => {
  const CEILING: Record<BusinessRole, BusinessRole[]> = {
    OWNER: ['OWNER', 'BIZ_ADMIN', 'EMPLOYEE'],
    BIZ_ADMIN: ['BIZ_ADMIN', 'EMPLOYEE'],
    EMPLOYEE: [],
    PARTNER: [],
  };

  it.each(BUSINESS_ROLES)('lets %s give what its row says, one by one and together', (giver) => {
    for (const given of setsOf(BUSINESS_ROLES)) {
      expect(mayGiveRoles([giver], given), given.join()).toBe(given.every((role) => CEILING[giver].includes(role)));
    }
  });

  it('lets who has several roles give what each of them may', () => {
    expect(mayGiveRoles(['EMPLOYEE', 'BIZ_ADMIN'], ['EMPLOYEE'])).toBe(true);
    expect(mayGiveRoles(['EMPLOYEE', 'BIZ_ADMIN'], ['OWNER', 'EMPLOYEE'])).toBe(false);
  });

  it('lets who is no member give nothing', () => {
    for (const role of BUSINESS_ROLES) expect(mayGiveRoles([], [role])).toBe(false);
  });
});

describe('the role ceiling of an API key', () => {
  it.each(['INVITES_WRITE', 'MEMBERS_WRITE'] as const)(
    'is EMPLOYEE with %s, BIZ_ADMIN with all scopes, OWNER never',
    (needed) => {
      for (const scopes of setsOf<ApiKeyScope>(API_KEY_SCOPES)) {
        const may = (role: BusinessRole) => mayKeyGiveRoles(scopes, [role], needed);
        expect(may('EMPLOYEE'), scopes.join()).toBe(scopes.includes(needed));
        expect(may('BIZ_ADMIN'), scopes.join()).toBe(scopes.length === API_KEY_SCOPES.length);
        expect(may('OWNER')).toBe(false);
        expect(may('PARTNER')).toBe(false);
        expect(mayKeyGiveRoles(scopes, ['EMPLOYEE', 'OWNER'], needed)).toBe(false);
      }
    },
  );
});

describe('a list of roles', () => {
  it.each<[BusinessRole[], BusinessRole[] | undefined]>([
    [['EMPLOYEE'], ['EMPLOYEE']],
    [
      ['EMPLOYEE', 'OWNER', 'EMPLOYEE'],
      ['OWNER', 'EMPLOYEE'],
    ],
    [
      ['BIZ_ADMIN', 'EMPLOYEE', 'OWNER'],
      ['OWNER', 'BIZ_ADMIN', 'EMPLOYEE'],
    ],
    [[], undefined],
    [['PARTNER'], undefined],
    [['EMPLOYEE', 'PARTNER'], undefined],
  ])('%j is read as %j', (roles, expected) => {
    expect(memberRoles(roles)).toEqual(expected);
  });
});
