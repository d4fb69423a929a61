import { ADMINS, PARTNERS, SIGNED_IN, type Who } from './callers.js';

/** Who may follow which stream, by the subscription; everybody else with a token is FORBIDDEN. */
export const FOLLOWERS: Readonly<Record<string, { of: string; args: string; who: Who }[]>> = {
  inviteStatusChanged: [
    { of: 'ACME', args: 'businessId: "acme",', who: ADMINS },
    { of: 'BETA', args: 'businessId: "beta",', who: PARTNERS },
    { of: 'GAMMA', args: 'businessId: "gamma",', who: 'courted' },
    { of: 'a business that is not there', args: 'businessId: "none",', who: '' },
  ],
  viewerInviteStatusChanged: [{ of: 'oneself', args: '', who: SIGNED_IN.replace(' unverified', '') }],
};
