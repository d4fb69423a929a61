import { announce, part, say } from './dom.js';

/** @typedef {{ id: string, to: string, subject: string, sentAt: string }} Summary */

const LOOK_EVERY_MS = 2_000;
const link = /** @type {HTMLAnchorElement} */ (part('link'));
const frame = /** @type {HTMLIFrameElement} */ (part('html'));

/** The rows that are shown, by the ids of their mails. @type {Map<string, HTMLLIElement>} */
const shown = new Map();
/** The mail that is shown. */
let current = '';
/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;

void look();
document.addEventListener('visibilitychange', () => void look());
addEventListener('hashchange', () => void showMail(addressed(), true));
part('views').addEventListener('click', ({ target }) => {
  const view = target instanceof HTMLElement ? target.dataset.view : undefined;
  if (view) showAs(view);
});

/** Looks for new mails now, and again while somebody is watching. */
async function look() {
  clearTimeout(timer);
  if (document.visibilityState === 'hidden') return;
  try {
    const mails = /** @type {Summary[]} */ (await read('mail/list'));
    say(part('connection'), '');
    await update(mails);
  } catch {
    say(part('connection'), 'The gateway does not answer. Trying again …');
  }
  clearTimeout(timer);
  timer = setTimeout(() => void look(), LOOK_EVERY_MS);
}

/** @param {Summary[]} mails */
async function update(mails) {
  const first = shown.size === 0;
  const fresh = mails.filter((mail) => !shown.has(mail.id));
  const listed = new Set(mails.map((mail) => mail.id));
  part('count').textContent = inNumbers(mails.length);
  part('empty').hidden = mails.length > 0;
  document.querySelector('main')?.classList.toggle('none', mails.length === 0);
  for (const [id, row] of shown) {
    if (listed.has(id)) continue;
    row.remove();
    shown.delete(id);
  }
  // What is there stays where it is, and the keyboard's place with it.
  part('list').prepend(...fresh.map(rowOf));
  if (!first && fresh.length > 0) announce(`${inNumbers(fresh.length)} new: ${fresh[0]?.subject}`);
  if (!current) await showMail(addressed() || (mails[0]?.id ?? ''), false);
}

/** @param {Summary} mail */
function rowOf({ id, to, subject, sentAt }) {
  const anchor = document.createElement('a');
  anchor.href = `#${encodeURIComponent(id)}`;
  anchor.dataset.id = id;
  const time = document.createElement('time');
  time.dateTime = sentAt;
  time.textContent = shortly(new Date(sentAt));
  anchor.append(span('to', to), time, span('subject', subject));
  const row = document.createElement('li');
  row.append(anchor);
  shown.set(id, row);
  return row;
}

/**
 * @param {string} id
 * @param {boolean} chosen by a person, who wants to read on from its subject
 */
async function showMail(id, chosen) {
  if (!id || id === current) return;
  const query = `?id=${encodeURIComponent(id)}`;
  const mail = await read(`mail/one${query}`).catch(() => undefined);
  if (!mail) return say(part('connection'), 'This mail is not there any more.');
  current = id;
  part('subject').textContent = mail.subject;
  part('to').textContent = mail.to;
  part('text').textContent = mail.text;
  const date = /** @type {HTMLTimeElement} */ (part('date'));
  date.dateTime = mail.sentAt;
  date.textContent = new Date(mail.sentAt).toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'medium' });
  // Replacing leaves no entry in the history: the way back leads to the mail before.
  frame.contentWindow?.location.replace(new URL(`mail/html${query}`, document.baseURI));
  link.hidden = !isWebAddress(mail.link);
  link.href = mail.link ?? '';
  for (const row of document.querySelectorAll('#list a')) {
    if (row instanceof HTMLElement && row.dataset.id === id) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
  }
  part('mail').hidden = false;
  if (chosen) part('subject').focus();
}

/** @param {string} view html or text */
function showAs(view) {
  frame.hidden = view !== 'html';
  part('text').hidden = view !== 'text';
  for (const button of document.querySelectorAll('[data-view]')) {
    button.setAttribute('aria-pressed', String(button instanceof HTMLElement && button.dataset.view === view));
  }
}

/** The mail that the page's address names. */
const addressed = () => decodeURIComponent(location.hash.slice(1));

/**
 * @param {string} address relative to the page
 * @returns {Promise<any>} what the server states of it
 */
async function read(address) {
  const response = await fetch(address, { cache: 'no-store' });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response.json();
}

/** @param {string} name @param {string} text */
function span(name, text) {
  const element = document.createElement('span');
  element.className = name;
  element.textContent = text;
  return element;
}

/** @param {number} count */
const inNumbers = (count) => (count === 1 ? '1 mail' : `${count} mails`);

/** The hour of today's mails, the day of older ones. @param {Date} time */
const shortly = (time) =>
  time.toDateString() === new Date().toDateString()
    ? time.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })
    : time.toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });

/** @param {string | null} address */
const isWebAddress = (address) => /^https?:\/\//.test(address ?? '');
