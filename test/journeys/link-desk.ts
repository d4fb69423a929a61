import { expect, vi } from 'vitest';
import type { KeptMail } from '../../src/server/endpoints.js';
import {
  AcceptInvitationDocument,
  type AcceptInvitationInput,
  DeclineInvitationDocument,
  InvitePreviewDocument,
  RequestSignInCodeDocument,
} from '../operations/__generated__/graphql.js';
import type { Client } from '../support/client.js';
import type { Gateway } from '../support/gateway.js';

/** What people with the link of an invite do, each call over HTTP; without a client as nobody. */
export type LinkDesk = ReturnType<typeof linkDesk>;

export function linkDesk(gateway: Gateway) {
  const nobody = gateway.with(undefined);
  const mails = async (address: string): Promise<KeptMail[]> => {
    const all = (await (await fetch(`${gateway.url}/dev/mail.json`)).json()) as KeptMail[]; // the shape that the route states
    return all.filter(({ to }) => to === address);
  };
  /** Waits for the `count`th mail to an address, and returns it: of any number the newest is the first. */
  const mail = async (address: string, count = 1): Promise<KeptMail> => {
    const arrived = async (): Promise<KeptMail> => {
      const found = await mails(address);
      const [newest] = found;
      if (!newest || found.length !== count) throw new Error(`${found.length} mails to ${address}`);
      return newest;
    };
    return vi.waitFor(arrived, { timeout: 10_000, interval: 20 });
  };
  const accept = async (input: AcceptInvitationInput, client: Client = nobody) =>
    (await client.run(AcceptInvitationDocument, { input })).acceptInvitation;
  return {
    nobody,
    mails,
    mail,
    /** The token of the link in the `count`th mail to this address. */
    token: async (address: string, count = 1): Promise<string> => {
      const { link } = await mail(address, count);
      const token = new URL(link ?? '').hash.replace(/^#token=/, '');
      expect(token).toMatch(/^[\w-]{43}$/);
      return token;
    },
    preview: async (token: string, client: Client = nobody) =>
      (await client.run(InvitePreviewDocument, { token })).invitePreview,
    accept,
    /** The code of the refusal; ACCEPTED when there was none. */
    verdict: async (input: AcceptInvitationInput, client: Client = nobody): Promise<string> => {
      const payload = await accept(input, client);
      return payload?.member ? 'ACCEPTED' : (payload?.userErrors[0]?.code ?? 'nothing');
    },
    decline: async (token: string, client: Client = nobody) =>
      (await client.run(DeclineInvitationDocument, { input: { token } })).declineInvitation,
    /** Has a code mailed to the invitee of this link, and reads it; `count` is the number of mails that they have by then. */
    code: async (inviteToken: string, address: string, count: number): Promise<string> => {
      const { requestSignInCode } = await nobody.run(RequestSignInCodeDocument, { input: { inviteToken } });
      expect(requestSignInCode).toEqual({ accepted: true, userErrors: [] });
      const code = /\b\d{6}\b/.exec((await mail(address, count)).text)?.[0];
      if (!code) throw new Error('The mail has no code');
      return code;
    },
  };
}

/** A code of six digits that is not this one. */
export const otherThan = (code: string): string => (code === '000000' ? '111111' : '000000');

/** The code of the first top-level error. */
export const topLevel = ({ errors }: { errors?: { extensions?: { code?: string } }[] }): string | undefined =>
  errors?.[0]?.extensions?.code;

export async function statusOf({ database }: Pick<Gateway, 'database'>, inviteId: string): Promise<string | undefined> {
  const [row] = await database.query<{ status: string }>('select status from invite where id = $1', [inviteId]);
  return row?.status;
}
