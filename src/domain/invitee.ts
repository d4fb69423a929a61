import { domainToASCII } from 'node:url';
import { ID_PREFIXES } from './ids.js';

const ADDRESS_LENGTH = 254; // RFC 5321 4.5.3.1.3: a path of 256 octets with its angle brackets
const LOCAL_LENGTH = 64; // RFC 5321 4.5.3.1.1

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const DOT_ATOM = new RegExp(`^${ATOM}(?:\\.${ATOM})*$`);

// As it is typed: letters of any script. What is neither letter, mark nor digit (a fullwidth @ or full stop, controls,
// invisible joiners, lone surrogates) could come out of normalisation as syntax.
const TYPED_DOMAIN = /^[\p{L}\p{M}\p{Nd}-]+(?:\.[\p{L}\p{M}\p{Nd}-]+)+$/u;
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
// The last label has a letter: the URL standard's algorithm reads 0x7f.1 as an IPv4 address, and no top level is a number.
const ASCII_DOMAIN = new RegExp(`^(?:${LABEL}\\.)+(?=[0-9-]*[a-z])${LABEL}$`);

/**
 * The form in which addresses are compared, or undefined for what is no address: a dot-atom in lower case, @, a domain of
 * two labels or more in lower-case punycode; 254 characters, 64 before the @. Dots and plus tags are kept. Domains spelled with
 * compatibility characters (fullwidth, ligatures, circled letters) are refused: mail programs disagree about what they mean.
 */
export function canonicalEmail(text: string): string | undefined {
  const trimmed = text.trim();
  if (trimmed.length > ADDRESS_LENGTH) return undefined;
  const [local, domain, ...more] = trimmed.split('@');
  if (local === undefined || domain === undefined || more.length > 0) return undefined;
  if (local.length > LOCAL_LENGTH || !DOT_ATOM.test(local)) return undefined;
  const ascii = canonicalDomain(domain);
  if (ascii === undefined) return undefined;
  const canonical = `${local.toLowerCase()}@${ascii}`;
  return canonical.length <= ADDRESS_LENGTH ? canonical : undefined;
}

function canonicalDomain(domain: string): string | undefined {
  const composed = domain.normalize('NFC'); // an é typed as two code points is the same é
  if (!TYPED_DOMAIN.test(composed) || composed.normalize('NFKC') !== composed) return undefined;
  const ascii = domainToASCII(composed); // '' for what is no domain
  return ASCII_DOMAIN.test(ascii) ? ascii : undefined;
}

/** Ids of users come from their issuer: 1..255 printable ASCII characters. */
export const isWellFormedUserId = (id: string): boolean => /^[\x20-\x7e]{1,255}$/.test(id);

/**
 * Ids of businesses and assets, as their owning systems name them: 1..64 letters, digits, `_` and `-`, not beginning like
 * the ids of invites, members, … that are made here (so that an id alone tells what it is of).
 */
export const isWellFormedOwnedId = (id: string): boolean =>
  /^[A-Za-z0-9_-]{1,64}$/.test(id) && !Object.values(ID_PREFIXES).some((prefix) => id.startsWith(`${prefix}_`));
