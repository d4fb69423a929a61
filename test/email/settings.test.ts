import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from '../../src/config.js';

const load = (env: NodeJS.ProcessEnv) => loadConfig(env, 'demo');

describe('SMTP_URL', () => {
  it.each([
    ['smtp://localhost:1025', { host: 'localhost', port: 1025, secure: false, auth: undefined }],
    ['smtp://mail.example.com', { host: 'mail.example.com', port: 587, secure: false, auth: undefined }],
    [
      'smtps://ada%40example.com:p%40ss%2Fword@mail.example.com/',
      { host: 'mail.example.com', port: 465, secure: true, auth: { user: 'ada@example.com', pass: 'p@ss/word' } },
    ],
    ['smtp://[::1]:25', { host: '::1', port: 25, secure: false, auth: undefined }],
  ])('reads %s', (url, smtp) => {
    expect(load({ SMTP_URL: url }).smtp).toEqual(smtp);
  });

  it.each([
    'mail.example.com:25',
    'http://mail.example.com',
    'smtp://',
    'smtp://host/path',
    'smtp://host?pool=1',
    'smtp://%zz@host',
  ])('refuses %s without repeating it', (url) => {
    expect(() => load({ SMTP_URL: url })).toThrow(ConfigError);
    expect(() => load({ SMTP_URL: url })).toThrow(/SMTP_URL must look like smtp:\/\/user:password@host:587/);
    expect(() => load({ SMTP_URL: 'ftp://user:hunter2@host' })).not.toThrow(/hunter2/);
  });
});

describe('MAIL_FROM', () => {
  it.each([
    ['no-reply@example.com', { name: '', address: 'no-reply@example.com' }],
    ['Acme Members <no-reply@example.com>', { name: 'Acme Members', address: 'no-reply@example.com' }],
    ['root@localhost', { name: '', address: 'root@localhost' }],
  ])('reads %s', (text, mailbox) => {
    expect(load({ MAIL_FROM: text }).mailFrom).toEqual(mailbox);
  });

  it.each(['nobody', 'a@b, c@d', 'Acme <a@b> <c@d>', 'A\r\nBcc: <a@b>', '"x" <a@b>'])('refuses %j', (text) => {
    expect(() => load({ MAIL_FROM: text })).toThrow(/MAIL_FROM must be an address/);
  });
});
