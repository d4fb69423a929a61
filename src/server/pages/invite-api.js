import { DOCUMENTS } from './documents.js';

/**
 * @typedef {{ businessName: string, inviterName: string | null, roles: string[], expiresAt: string, requiresPassword: boolean }} Preview
 * @typedef {{ code: string, message: string, field: string[] }} UserError
 * @typedef {{ code: string, message: string, retryAfter: number | undefined }} Problem what stood in the way of an answer
 */

/**
 * What the link's holder may see; null for an invite that is unknown, closed or late.
 * @param {string} token
 * @returns {Promise<{ preview: Preview | null } | { problem: Problem }>}
 */
export async function findPreview(token) {
  const answer = await send(DOCUMENTS.preview, { token });
  return 'problem' in answer ? answer : { preview: answer.data.invitePreview };
}

/** @param {object} values token and what the form holds */
export const accept = (values) => mutate('acceptInvitation', DOCUMENTS.accept, values);

/** @param {string} token */
export const decline = (token) => mutate('declineInvitation', DOCUMENTS.decline, { token });

/** @param {string} token */
export const requestCode = (token) => mutate('requestSignInCode', DOCUMENTS.code, { inviteToken: token });

/**
 * @param {string} field
 * @param {string} query
 * @param {object} input
 * @returns {Promise<{ userErrors: UserError[] } | { problem: Problem }>}
 */
async function mutate(field, query, input) {
  const answer = await send(query, { input });
  return 'problem' in answer ? answer : { userErrors: answer.data[field].userErrors };
}

/**
 * @param {string} query
 * @param {object} variables
 * @returns {Promise<{ data: any } | { problem: Problem }>} `any`: the shape is the document's
 */
async function send(query, variables) {
  try {
    // Relative, because the gateway may stand below a path; without cookies, because it has none.
    const response = await fetch('graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({ query, variables }),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    const { data, errors } = await response.json();
    if (!errors?.length) return { data };
    const { message, extensions = {} } = errors[0];
    return { problem: { code: extensions.code ?? 'UNKNOWN', message, retryAfter: extensions.retryAfter } };
  } catch {
    return { problem: { code: 'UNREACHABLE', message: '', retryAfter: undefined } };
  }
}
