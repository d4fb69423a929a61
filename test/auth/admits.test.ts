import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action, admits } from '../../src/auth/policy.js';
import { ANONYMOUS, API_KEY_SCOPES, type ApiKeyScope, type Principal, SYSTEM } from '../../src/auth/principal.js';
import { user } from './cast.js';

const ADMITTED: Record<Action, ApiKeyScope[] | 'any'> = {
  'business:see': 'any',
  'business:create': [],
  'business:update': [],
  'stats:see': 'any',
  'stream:follow': ['READ'],
  'invite:see': 'any',
  'invite:create': ['INVITES_WRITE'],
  'invite:cancel': ['INVITES_WRITE'],
  'invite:resend': ['INVITES_WRITE'],
  'invite:set-grants': ['INVITES_WRITE'],
  'invite:answer': [],
  'inbox:follow': [],
  'member:see': 'any',
  'member:update-roles': ['MEMBERS_WRITE'],
  'member:remove': ['MEMBERS_WRITE'],
  'partnership:see': 'any',
  'partnership:end': [],
  'asset:see': 'any',
  'asset:register': ['ASSETS_WRITE'],
  'asset:remove': ['ASSETS_WRITE'],
  'permission:see': 'any',
  'permission:set': ['ASSETS_WRITE'],
  'permission:revoke': ['ASSETS_WRITE'],
  'api-key:see': 'any',
  'api-key:create': [],
  'api-key:revoke': [],
};

describe('the coarse test at a root field', () => {
  it.each(ACTIONS)('knows who is never admitted to %s (I39, I40)', (action) => {
    expect(admits(user('u'), action)).toBe('yes');
    expect(admits(ANONYMOUS, action)).toBe('unauthenticated');
    expect(admits(SYSTEM, action)).toBe('forbidden');
    const needed = ADMITTED[action];
    for (const scope of API_KEY_SCOPES) {
      const key: Principal = { kind: 'apiKey', apiKeyId: 'key_x', businessId: 'acme', scopes: [scope] };
      expect(admits(key, action), scope).toBe(needed === 'any' || needed.includes(scope) ? 'yes' : 'forbidden');
    }
  });
});
