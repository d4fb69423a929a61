import { announce, input, part, say, slot } from './dom.js';

/**
 * How somebody shows who they are: by choosing a password (`new`), by the one they have, by a code from their mailbox, or
 * at their identity provider, to which this page does not go.
 * @typedef {'new' | 'password' | 'code' | 'elsewhere'} Way
 */

const FIELDS = ['firstName', 'lastName', 'password', 'code'];
const OTHER_WAY = { new: '', password: 'E-mail me a code instead', code: 'Use my password instead', elsewhere: '' };

/** The way that the form is set to. @type {Way} */
let way = 'new';

const failure = part('failure');
const submit = part('submit');

/**
 * Sets the form to a way, and forgets what was typed for another one.
 * @param {Way} next
 */
export function askFor(next) {
  way = next;
  complain([]);
  part('person').hidden = way !== 'new';
  part('by-password').hidden = way !== 'new' && way !== 'password';
  part('by-code').hidden = way !== 'code';
  for (const id of ['elsewhere', 'to-dashboard']) part(id).hidden = way !== 'elsewhere';
  submit.hidden = way === 'elsewhere';
  say(part('switch'), OTHER_WAY[way]);
  slot('password-label').textContent = way === 'new' ? 'New password' : 'Password';
  slot('password-hint').textContent =
    way === 'new' ? 'At least 10 characters.' : 'You have an account here. Its password shows that it is you.';
  const password = input('password');
  password.autocomplete = way === 'new' ? 'new-password' : 'current-password';
  password.value = '';
  input('code').value = '';
  showPassword(false);
}

export const currentWay = () => way;

/** What the form holds, as the mutation takes it. Empty names are absent, and a code may be typed with blanks. */
export function values() {
  if (way === 'code') return { code: input('code').value.replace(/\s/g, '') };
  const password = input('password').value;
  if (way === 'password') return { password };
  const names = ['firstName', 'lastName'].map((id) => [id, input(id).value.trim()]).filter(([, name]) => name);
  return { ...Object.fromEntries(names), password };
}

/** What is missing, in the shape in which the server refuses. */
export function findMissing() {
  if (way !== 'code' && !input('password').value) return [missing('password', 'Enter a password.')];
  if (way === 'code' && !input('code').value.trim()) return [missing('code', 'Enter the code from the mail.')];
  return [];
}

/**
 * Shows each refusal at its field, or above the form where it has none, and goes to the first one.
 * @param {import('./invite-api.js').UserError[]} errors
 */
export function complain(errors) {
  /** @type {Map<string, string>} */
  const texts = new Map();
  for (const error of errors) {
    const field = fieldOf(error);
    texts.set(field, [texts.get(field), error.message].filter(Boolean).join(' '));
  }
  for (const id of FIELDS) {
    say(part(`${id}-error`), texts.get(id) ?? '');
    if (texts.has(id)) input(id).setAttribute('aria-invalid', 'true');
    else input(id).removeAttribute('aria-invalid');
  }
  say(failure, texts.get('') ?? '');
  const first = FIELDS.find((id) => texts.has(id));
  if (first) input(first).focus();
  else if (texts.has('')) failure.focus();
}

/**
 * Shows what concerns the form as a whole.
 * @param {string} message
 */
export const fail = (message) => complain([{ code: '', message, field: [] }]);

/**
 * While the server is asked nothing can be sent twice. The button stays focusable, so that the keyboard keeps its place.
 * @param {boolean} busy
 */
export function setBusy(busy) {
  for (const button of document.querySelectorAll('button')) button.setAttribute('aria-disabled', String(busy));
  submit.textContent = busy ? 'One moment …' : 'Accept';
  if (busy) announce('One moment …');
}

/** @param {boolean} shown */
function showPassword(shown) {
  input('show').checked = shown;
  input('password').type = shown ? 'text' : 'password';
}

/**
 * The id of the field that a refusal is about; empty for none that can be seen. Wrong credentials are those that were typed.
 * @param {import('./invite-api.js').UserError} error
 */
function fieldOf({ code, field }) {
  const named = field.at(-1) ?? '';
  const seen = FIELDS.includes(named) && input(named).offsetParent !== null;
  if (seen) return named;
  if (code === 'INVALID_CREDENTIALS') return way === 'code' ? 'code' : 'password';
  return code === 'WEAK_PASSWORD' ? 'password' : '';
}

/** @param {string} id @param {string} message */
const missing = (id, message) => ({ code: 'INVALID_INPUT', message, field: ['input', id] });

input('show').addEventListener('change', () => showPassword(input('show').checked));
