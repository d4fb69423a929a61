/**
 * How the page ends: what is so, and what to do next. `message` is what the server said, where it said something; `way` is
 * how the form was set. Whoever accepts is not signed in by it: a page that anybody with the mail can open keeps no session.
 * @typedef {{ title: string, text: string, next: string, dashboard?: boolean, retry?: boolean }} Outcome
 * @typedef {{ business: string, message: string, way: import('./accept-form.js').Way }} Facts
 */

/** @type {Record<import('./accept-form.js').Way, string>} */
const PROOFS = {
  new: 'the password that you have just chosen',
  password: 'your password',
  code: 'your password or a code by mail',
  elsewhere: 'your identity provider', // it is accepted there
};

const ASK = 'Ask the person who invited you for a new invite.';

/** @type {Record<string, (facts: Facts) => Outcome>} */
export const OUTCOMES = {
  incomplete: () => ({
    title: 'This link is incomplete',
    text: 'The part that tells your invite from others is missing.',
    next: 'Open the link in the mail again, or copy it whole, to its last letter.',
  }),
  gone: () => ({
    title: 'This invite is not open',
    text: 'It has been answered or withdrawn, a newer mail has replaced it, or its time has run out.',
    next: `Look for a newer mail about it. If there is none: ${ASK.charAt(0).toLowerCase()}${ASK.slice(1)}`,
    dashboard: true,
  }),
  expired: ({ business }) => ({
    title: 'This invite has expired',
    text: `The time to join ${business} with it has run out.`,
    next: ASK,
  }),
  closed: ({ message }) => ({
    title: 'This invite has been closed',
    text: message || 'It has been answered or withdrawn meanwhile.',
    next: `If you have accepted it yourself, open the dashboard. Otherwise: ${ASK.charAt(0).toLowerCase()}${ASK.slice(1)}`,
    dashboard: true,
  }),
  member: ({ business }) => ({
    title: `You are a member of ${business} already`,
    text: 'There is nothing left to accept.',
    next: 'Open the dashboard, and sign in with the address that you use there.',
    dashboard: true,
  }),
  accepted: ({ business, way }) => ({
    title: `Welcome to ${business}`,
    text: 'You have accepted the invite and are a member now.',
    next: `Open the dashboard, and sign in with the address to which the mail came and ${PROOFS[way]}.`,
    dashboard: true,
  }),
  declined: ({ business }) => ({
    title: 'You have declined the invite',
    text: `${business} sees that you will not join.`,
    next: 'There is nothing more to do, and you can close this page. If that was a mistake, ask for a new invite.',
  }),
  elsewhere: ({ message }) => ({
    title: 'Sign in first',
    text: message || 'This invite is answered by a person who is signed in.',
    next: 'Sign in with the address to which the mail came. The invite waits for you in the dashboard.',
    dashboard: true,
  }),
  broken: () => ({
    title: 'The invite could not be looked up',
    text: 'The server did not answer, or not as it should. Your invite is unchanged.',
    next: 'Check your connection, and try again in a moment.',
    retry: true,
  }),
  busy: ({ message }) => ({
    title: 'Too many tries',
    text: message,
    next: 'Your invite is unchanged.',
    retry: true,
  }),
};

/** Refusals after which there is nothing left to type. @type {Record<string, string>} */
export const FINAL_CODES = {
  NOT_FOUND: 'gone',
  INVITE_EXPIRED: 'expired',
  INVITE_NOT_PENDING: 'closed',
  ALREADY_MEMBER: 'member',
  UNAUTHENTICATED: 'elsewhere',
  FORBIDDEN: 'elsewhere',
};

/**
 * What stood in the way, as a sentence for people.
 * @param {import('./invite-api.js').Problem} problem
 */
export function explain({ code, retryAfter }) {
  if (code === 'RATE_LIMITED') return `There were too many tries. Try again ${inWords(retryAfter)}.`;
  if (code === 'UNREACHABLE') return 'The server did not answer. Check your connection, and try again.';
  return 'Something went wrong on our side. Try again in a moment.';
}

/** @param {number | undefined} seconds */
function inWords(seconds) {
  if (!seconds) return 'in a moment';
  if (seconds < 90) return `in ${seconds} seconds`;
  return `in ${Math.ceil(seconds / 60)} minutes`;
}
