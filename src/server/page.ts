import type { OutgoingHttpHeaders } from 'node:http';
import type { Answer } from './answer.js';

const TYPES: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

// Nothing comes from another host or from markup. A form without its script sends nothing: what it holds is a password.
const POLICY: readonly string[] = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "frame-src 'self'",
  'img-src data:', // an icon of nothing, or browsers ask for /favicon.ico
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];
const TRUSTED_TYPES = "require-trusted-types-for 'script'";

const HEADERS: OutgoingHttpHeaders = {
  'referrer-policy': 'no-referrer', // the secret of a link stands in the address of the page that it opens
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'x-robots-tag': 'noindex',
};

export interface PageOptions {
  /** The page writes HTML by itself. Its policy still refuses every script that would come with it. */
  writesHtml?: boolean;
}

/** A file of a page as an answer; its name says of which type it is. */
export function createPage(file: string, body: string, { writesHtml = false }: PageOptions = {}): Answer {
  const policy = writesHtml ? POLICY : [...POLICY, TRUSTED_TYPES];
  const type = TYPES[file.slice(file.lastIndexOf('.') + 1)];
  return {
    status: 200,
    headers: { ...HEADERS, 'content-security-policy': policy.join('; '), 'content-type': type },
    body,
  };
}
