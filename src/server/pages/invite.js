import { askFor, complain, currentWay, fail, findMissing, setBusy, values } from './accept-form.js';
import { announce, fill, part, say, slot } from './dom.js';
import { accept, decline, findPreview, requestCode } from './invite-api.js';
import { explain, FINAL_CODES, OUTCOMES } from './outcomes.js';

const ROLES = { OWNER: 'Owner', BIZ_ADMIN: 'Administrator', EMPLOYEE: 'Employee', PARTNER: 'Partner' };
const SECTIONS = ['loading', 'open', 'outcome'];
/** Where people sign in, written into the page by the server; empty where they have an account here. */
const provider = document.querySelector('meta[name="identity-provider"]')?.getAttribute('content') ?? '';
const dialog = /** @type {HTMLDialogElement} */ (part('confirm'));

let token = '';
let business = '';
let busy = false;
/** Counts the invites that were opened here: what is answered about an earlier one is dropped. */
let opened = 0;
/** The attempt whose answer never came. Trying the same again has the same key, and is done once. @type {{ values: string, key: string } | undefined} */
let unanswered;

void open();
addEventListener('hashchange', () => void open());
part('accept').addEventListener('submit', (event) => {
  event.preventDefault();
  void submit();
});
part('switch').addEventListener('click', () => void switchWay());
part('again').addEventListener('click', () => void mailCode());
part('decline').addEventListener('click', confirmDecline);
part('keep').addEventListener('click', () => dialog.close());
part('really').addEventListener('click', () => void submitDecline());
slot('retry').addEventListener('click', () => void open());

/** Looks the invite of the link up and shows it. */
async function open() {
  opened += 1;
  busy = false;
  setBusy(false);
  dialog.close();
  token = takeToken();
  if (!token) return end('incomplete');
  show('loading');
  const answer = await ask(() => findPreview(token));
  if (!answer) return;
  if ('problem' in answer) {
    const limited = answer.problem.code === 'RATE_LIMITED';
    return end(limited ? 'busy' : 'broken', limited ? explain(answer.problem) : '');
  }
  if (!answer.preview) return end('gone');
  showInvite(answer.preview);
}

/**
 * Takes the token out of the address, where others could read or copy it. It stays with this entry of the history, so that
 * the page can be loaded again.
 */
function takeToken() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (location.hash) history.replaceState({ token: given }, '', location.pathname + location.search);
  return given ?? history.state?.token ?? '';
}

/** @param {import('./invite-api.js').Preview} preview */
function showInvite({ businessName, inviterName, roles, expiresAt, requiresPassword }) {
  business = businessName;
  fill('business', businessName);
  fill('inviter', inviterName ?? 'Somebody there');
  fill('sentence', `would like you to join ${businessName}.`);
  fill('roles', roles.map((role) => ROLES[/** @type {keyof typeof ROLES} */ (role)] ?? role).join(', '));
  fill('expires', inWords(new Date(expiresAt)));
  slot('expires').setAttribute('datetime', expiresAt);
  fill('provider', provider);
  if (provider) askFor('elsewhere');
  else askFor(requiresPassword ? 'new' : 'password');
  document.title = `${businessName} invites you`;
  show('open');
}

async function submit() {
  if (busy || provider) return;
  const missing = findMissing();
  complain(missing);
  if (missing.length > 0) return;
  const typed = values();
  const same = JSON.stringify(typed);
  if (unanswered?.values !== same) unanswered = { values: same, key: randomKey() };
  const answer = await ask(() => accept({ token, ...typed, idempotencyKey: unanswered?.key }));
  if (!answer) return;
  if ('problem' in answer && answer.problem.code === 'UNREACHABLE') return fail(explain(answer.problem));
  unanswered = undefined;
  if (endsWith(answer)) return;
  if ('problem' in answer) return fail(explain(answer.problem));
  if (answer.userErrors.length > 0) return complain(answer.userErrors);
  end('accepted');
}

async function switchWay() {
  if (busy) return;
  if (currentWay() === 'password') return mailCode();
  askFor('password');
  part('password').focus();
}

/** Has a code mailed to the invited address, and asks for it. */
async function mailCode() {
  if (busy) return;
  const answer = await ask(() => requestCode(token));
  if (!answer || endsWith(answer)) return;
  if ('problem' in answer) return fail(explain(answer.problem));
  if (answer.userErrors.length > 0) return complain(answer.userErrors);
  askFor('code');
  part('code').focus();
  announce('A code is on its way to the invited address.');
}

function confirmDecline() {
  if (busy) return;
  say(part('confirm-failure'), '');
  dialog.showModal();
}

async function submitDecline() {
  if (busy) return;
  const answer = await ask(() => decline(token));
  if (!answer) return;
  if ('problem' in answer && !FINAL_CODES[answer.problem.code]) {
    return say(part('confirm-failure'), explain(answer.problem));
  }
  dialog.close();
  if (endsWith(answer)) return;
  if ('userErrors' in answer && answer.userErrors.length > 0) return complain(answer.userErrors);
  end('declined');
}

/**
 * Asks the server, one thing at a time. Undefined when another invite has been opened meanwhile.
 * @template T
 * @param {() => Promise<T>} question
 * @returns {Promise<T | undefined>}
 */
async function ask(question) {
  const asked = opened;
  busy = true;
  setBusy(true);
  const answer = await question();
  if (asked !== opened) return undefined;
  busy = false;
  setBusy(false);
  announce('');
  return answer;
}

/**
 * Whether the answer leaves nothing to type; then it is shown.
 * @param {{ userErrors: import('./invite-api.js').UserError[] } | { problem: import('./invite-api.js').Problem }} answer
 */
function endsWith(answer) {
  const refusals = 'problem' in answer ? [answer.problem] : answer.userErrors;
  const final = refusals.find(({ code }) => FINAL_CODES[code]);
  const outcome = final && FINAL_CODES[final.code];
  if (outcome) end(outcome, final.message);
  return outcome !== undefined;
}

/**
 * Shows how it ended. Unless it can be tried again, the token is forgotten.
 * @param {string} outcome
 * @param {string} message
 */
function end(outcome, message = '') {
  const {
    title,
    text,
    next,
    dashboard = false,
    retry = false,
  } = /** @type {(typeof OUTCOMES)[string]} */ (OUTCOMES[outcome])({ business, message, way: currentWay() });
  fill('title', title);
  fill('text', text);
  fill('next', next);
  slot('dashboard').hidden = !dashboard;
  slot('retry').hidden = !retry;
  if (!retry) history.replaceState(null, '', location.pathname + location.search);
  document.title = title;
  show('outcome');
}

/**
 * Shows one section, and has it read out from its heading on.
 * @param {string} section
 */
function show(section) {
  for (const id of SECTIONS) part(id).hidden = id !== section;
  part(section).querySelector('h1')?.focus();
}

/** In the reader's own zone, which it names. @param {Date} time */
const inWords = (time) =>
  new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(time);

/** `crypto.randomUUID` exists on https pages alone. */
const randomKey = () =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
