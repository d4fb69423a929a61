const VIEWER = `# Where you belong, and what you are
# invited to. Ctrl-Enter runs it.
query Viewer {
  viewer {
    user {
      firstName
      email
    }
    memberships(first: 5) {
      nodes {
        status
        roles
        business {
          id
          name
          seatsUsed
        }
      }
    }
    receivedInvites(first: 5, filter: { statuses: [PENDING] }) {
      nodes {
        id
        type
        roles
        expiresAt
        business {
          name
        }
      }
    }
  }
}
`;

const INVITE = `# Invites somebody to Acme, for Ada,
# who owns it. The mail is at /dev/mail.
mutation Invite($input: InviteMembersInput!) {
  inviteMembers(input: $input) {
    results {
      invite {
        id
        status
        inviteeEmail
        roles
        expiresAt
      }
      error {
        code
        message
        field
      }
    }
    userErrors {
      code
      message
      field
    }
  }
}
`;

const FOLLOW = `# Every change of Acme's invites. Start it,
# and invite somebody from another window.
# With the cursor of the last change one saw
# as $after, nothing since then is left out.
subscription Follow($businessId: ID!, $after: String) {
  inviteStatusChanged(businessId: $businessId, after: $after) {
    seq
    previousStatus
    status
    occurredAt
    invite {
      id
      inviteeEmail
    }
    cursor
  }
}
`;

/** What one sees first: three operations that run with the demo's data as they are. */
export const firstTabs = () => [
  { query: VIEWER },
  { query: INVITE, variables: text({ input: { businessId: 'acme', invitees: [{ email: newAddress() }] } }) },
  { query: FOLLOW, variables: text({ businessId: 'acme' }) },
];

const text = (variables: object) => JSON.stringify(variables, null, 2);

/** Whom nobody has invited yet: a second invite to one address is refused. */
const newAddress = () => `guest-${Date.now().toString(36)}@example.com`;
