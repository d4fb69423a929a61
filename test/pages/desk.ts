import { buildSchema, type GraphQLSchema } from 'graphql';
import { RequestError } from '../../src/domain/errors.js';
import { createPages } from '../../src/server/pages.js';
import { startServer, type TestServer } from '../server/support.js';

/** What the landing page asks of the API, word for word as the public schema has it. */
const SDL = `
  scalar DateTime
  enum BusinessRole { OWNER BIZ_ADMIN EMPLOYEE PARTNER }
  enum InviteStatus { PENDING_SEND PENDING ACCEPTED DECLINED CANCELLED EXPIRED }
  enum InviteType { MEMBER_INVITE PARTNER_INVITE PARTNER_REQUEST ASSET_REQUEST }
  type Query { invitePreview(token: String!): InvitePreview }
  type InvitePreview {
    type: InviteType!
    status: InviteStatus!
    businessName: String!
    inviterName: String
    roles: [BusinessRole!]!
    expiresAt: DateTime!
    requiresPassword: Boolean!
  }
  type Mutation {
    acceptInvitation(input: AcceptInvitationInput!): AcceptInvitationPayload
    declineInvitation(input: DeclineInvitationInput!): DeclineInvitationPayload
    requestSignInCode(input: RequestSignInCodeInput!): RequestSignInCodePayload
  }
  input AcceptInvitationInput {
    token: String!
    password: String
    code: String
    firstName: String
    lastName: String
    idempotencyKey: String
  }
  input DeclineInvitationInput { token: String! }
  input RequestSignInCodeInput { inviteToken: String email: String }
  type AcceptInvitationPayload { userErrors: [MembershipError!]! }
  type DeclineInvitationPayload { invite: InvitePreview userErrors: [MembershipError!]! }
  type RequestSignInCodePayload { accepted: Boolean! userErrors: [MembershipError!]! }
  type MembershipError { code: String! message: String! field: [String!]! retryable: Boolean! }
`;

export const PREVIEW = {
  type: 'MEMBER_INVITE',
  status: 'PENDING',
  businessName: 'Acme',
  inviterName: 'Ada Lovelace',
  roles: ['EMPLOYEE'],
  expiresAt: '2031-11-28T14:05:00.000Z',
  requiresPassword: true,
};

export type Refusal = { code: string; message: string; field: string[] };
type Answer = Refusal[] | RequestError;

/** What the other side of the desk answers next, and what it was asked. */
export interface Desk {
  url: string;
  /** By token; any other is unknown. */
  invites: Map<string, Partial<typeof PREVIEW>>;
  /** What each mutation answers: refusals (none: it is done), or an error of the whole call. */
  answers: { accept: Answer; decline: Answer; code: Answer };
  /** Inputs of mutations, in order. */
  asked: [mutation: string, input: Record<string, unknown>][];
  stop(): Promise<void>;
}

/**
 * The real pages, transports and limits over a schema that a test answers by hand: each state of the page, also those that
 * the gateway itself gets into by a race or with time alone.
 */
export async function openDesk(): Promise<Desk> {
  const desk: Omit<Desk, 'url' | 'stop'> = {
    invites: new Map(),
    answers: { accept: [], decline: [], code: [] },
    asked: [],
  };
  const mailbox = { list: async () => [], find: async () => undefined };
  const server: TestServer = await startServer({ schema: schemaOf(desk), pages: createPages({ mailbox }) });
  return Object.assign(desk, { url: server.url, stop: server.stop });
}

function schemaOf(desk: Omit<Desk, 'url' | 'stop'>): GraphQLSchema {
  const schema = buildSchema(SDL);
  const fields = { ...schema.getQueryType()?.getFields(), ...schema.getMutationType()?.getFields() };
  const answer = (mutation: string, kind: keyof Desk['answers']) => {
    const field = fields[mutation];
    if (!field) throw new Error(`No field ${mutation}`);
    field.resolve = (_source, { input }: { input: Record<string, unknown> }) => {
      desk.asked.push([mutation, { ...input }]);
      const given = desk.answers[kind];
      if (given instanceof RequestError) throw given;
      return { accepted: true, userErrors: given.map((error) => ({ retryable: false, ...error })) };
    };
  };
  answer('acceptInvitation', 'accept');
  answer('declineInvitation', 'decline');
  answer('requestSignInCode', 'code');
  if (fields.invitePreview) {
    fields.invitePreview.resolve = (_source, { token }: { token: string }) => {
      const invite = desk.invites.get(token);
      return invite ? { ...PREVIEW, ...invite } : null;
    };
  }
  return schema;
}
