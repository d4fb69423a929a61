import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigError, describeVariables, loadConfig } from '../src/config.js';

const KEY = 'k'.repeat(43); // 32 bytes as base64url
const SERVE = {
  DATABASE_URL: 'postgres://app:secret@db.internal:5432/membership',
  PUBLIC_URL: 'https://members.example.com',
  SECRET_KEY: KEY,
};
const PROVIDER = {
  AUTH_ISSUER: 'https://id.example.com/',
  AUTH_AUDIENCE: 'membership',
  AUTH_JWKS_URL: 'https://id.example.com/jwks.json',
};

function faultsOf(env: NodeJS.ProcessEnv, mode: 'demo' | 'serve' = 'demo'): string[] {
  try {
    loadConfig(env, mode);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the demo', () => {
  it('needs nothing', () => {
    expect(loadConfig({}, 'demo')).toEqual({
      mode: 'demo',
      host: '127.0.0.1',
      port: undefined,
      databaseUrl: undefined,
      databasePoolSize: 10,
      publicUrl: undefined,
      secretKeys: [],
      auth: { issuer: 'membership-gateway', audience: 'membership-gateway' },
      allowedOrigins: [],
      routerSecrets: [],
      callbackOrigins: [],
      introspection: true,
      persistedDocuments: { listed: new Map(), only: false },
      rateLimits: true,
      trustedProxies: [],
      federation: { user: 'own', node: 'own', authenticated: false },
      openInviteLimit: 1000,
      eventRetentionDays: 30,
      logLevel: 'info',
      drainDelayMs: 0,
    });
  });
});

describe('production', () => {
  it('asks for what it cannot make up, all at once and with the cure', () => {
    const faults = faultsOf({}, 'serve');
    expect(faults).toHaveLength(3);
    expect(faults[0]).toContain('DATABASE_URL is missing: set it to postgres://');
    expect(faults[1]).toContain('PUBLIC_URL is missing');
    expect(faults[2]).toContain('SECRET_KEY is missing: set it to the output of: openssl rand -hex 32');
  });

  it('listens everywhere on 4000 and hides its schema unless told otherwise', () => {
    expect(loadConfig(SERVE, 'serve')).toMatchObject({ host: '0.0.0.0', port: 4000, introspection: false });
    const told = { ...SERVE, HOST: '::1', PORT: '8080', INTROSPECTION: 'on' };
    expect(loadConfig(told, 'serve')).toMatchObject({ host: '::1', port: 8080, introspection: true });
  });
});

describe('the switches of federation', () => {
  it('are told by their words, and by nothing else', () => {
    const told = { FEDERATION_USER: 'stub', FEDERATION_NODE: 'inaccessible', FEDERATION_AUTHENTICATED: 'on' };
    const federation = { user: 'stub', node: 'inaccessible', authenticated: true };
    expect(loadConfig({ ...SERVE, ...told }, 'serve')).toMatchObject({ federation });
    expect(faultsOf({ FEDERATION_USER: 'theirs', FEDERATION_NODE: 'on', FEDERATION_AUTHENTICATED: 'yes' })).toEqual([
      'FEDERATION_USER must be own or stub',
      'FEDERATION_NODE must be own or inaccessible',
      'FEDERATION_AUTHENTICATED must be on or off',
    ]);
  });
});

describe('the environment', () => {
  it('may hold blanks, which count as absent', () => {
    const blanks = Object.fromEntries(describeVariables().map(({ name }) => [name, ' ']));
    expect(loadConfig(blanks, 'demo')).toEqual(loadConfig({}, 'demo'));
  });

  it('is reported with all its faults at once', () => {
    const faults = faultsOf(
      { PORT: '99999', LOG_LEVEL: 'loud', AUTH_JWKS_URL: 'https://id.example.com/jwks' },
      'serve',
    );
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual([
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
      'PUBLIC_URL',
      'SECRET_KEY',
      'AUTH_ISSUER',
      'AUTH_AUDIENCE',
    ]);
  });

  it('is not repeated in the report, since it holds secrets', () => {
    const faults = faultsOf({ DATABASE_URL: 'mysql://app:hunter2@db/x', SECRET_KEY: 'hunter2' });
    expect(faults).toHaveLength(2);
    expect(faults.join()).not.toContain('hunter2');
  });

  it('describes each variable, its default included', () => {
    for (const variable of describeVariables()) {
      expect(variable.description, variable.name).toMatch(/^.{10,}\.$/);
      expect(variable.default, variable.name).not.toBe('undefined');
    }
  });
});

describe('a variable', () => {
  it.each([
    ['PORT', '70000'],
    ['PORT', '4000.5'],
    ['PORT', '-1'],
    ['PORT', '1e3'],
    ['DATABASE_URL', 'localhost:5432/db'],
    ['DATABASE_URL', 'https://db.example.com'],
    ['DATABASE_POOL_SIZE', '0'],
    ['PUBLIC_URL', 'members.example.com'],
    ['PUBLIC_URL', 'https://members.example.com/?a=1'],
    ['PUBLIC_URL', 'https://members.example.com/#top'],
    ['PUBLIC_URL', 'https://user:pass@members.example.com'],
    ['PUBLIC_URL', 'ftp://members.example.com'],
    ['SECRET_KEY', 'k'.repeat(42)],
    ['SECRET_KEY', `${KEY},short`],
    ['SECRET_KEY', `${KEY}/+=`],
    ['SECRET_KEY', ','],
    ['ALLOWED_ORIGINS', '*'],
    ['ALLOWED_ORIGINS', 'https://app.example.com/path'],
    ['ROUTER_SECRET', ','],
    ['ROUTER_SECRET', 'two words'],
    ['CALLBACK_ORIGINS', 'router.example.com'],
    ['CALLBACK_ORIGINS', 'http://router:4000/callback'],
    ['CALLBACK_ORIGINS', 'ftp://router'],
    ['INTROSPECTION', 'yes'],
    ['OPEN_INVITE_LIMIT', '0'],
    ['EVENT_RETENTION_DAYS', 'thirty'],
    ['LOG_LEVEL', 'INFO'],
    ['DRAIN_DELAY_MS', '1s'],
  ])('%s refuses %s', (name, value) => {
    const faults = faultsOf({ [name]: value });
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} must `));
  });

  it('SECRET_KEY holds several during a rotation', () => {
    expect(loadConfig({ SECRET_KEY: `${KEY}, ${'x'.repeat(64)},` }, 'demo').secretKeys).toEqual([KEY, 'x'.repeat(64)]);
  });

  it('ROUTER_SECRET holds several during a rotation, CALLBACK_ORIGINS several routers', () => {
    const env = {
      ROUTER_SECRET: 'new-one, old-one',
      CALLBACK_ORIGINS: 'http://Router:4000, https://r.example.com:443/',
    };
    const { routerSecrets, callbackOrigins } = loadConfig(env, 'demo');
    expect(routerSecrets).toEqual(['new-one', 'old-one']);
    expect(callbackOrigins).toEqual(['http://router:4000', 'https://r.example.com']);
  });

  it('PUBLIC_URL loses the slash at its end', () => {
    expect(loadConfig({ PUBLIC_URL: 'https://example.com/members/' }, 'demo').publicUrl).toBe(
      'https://example.com/members',
    );
  });

  it('ALLOWED_ORIGINS is compared as browsers spell origins', () => {
    const { allowedOrigins } = loadConfig(
      { ALLOWED_ORIGINS: 'https://App.example.com:443/, http://localhost:5173' },
      'demo',
    );
    expect(allowedOrigins).toEqual(['https://app.example.com', 'http://localhost:5173']);
  });
});

describe('an identity provider', () => {
  it('replaces our own names', () => {
    expect(loadConfig(PROVIDER, 'demo').auth).toEqual({
      issuer: 'https://id.example.com/',
      audience: 'membership',
      jwksUrl: 'https://id.example.com/jwks.json',
    });
  });

  it('needs issuer and audience: tokens for others would pass otherwise', () => {
    expect(faultsOf({ AUTH_JWKS_URL: PROVIDER.AUTH_JWKS_URL })).toEqual([
      'AUTH_ISSUER is missing: AUTH_JWKS_URL needs it',
      'AUTH_AUDIENCE is missing: AUTH_JWKS_URL needs it',
    ]);
  });

  it.each(['http://localhost:9000/jwks', 'http://127.0.0.1:9000/jwks', 'http://[::1]/jwks'])('may be %s', (url) => {
    expect(loadConfig({ ...PROVIDER, AUTH_JWKS_URL: url }, 'demo').auth.jwksUrl).toBe(url);
  });

  it.each(['http://id.example.com/jwks', 'http://127.evil.example/jwks', 'file:///etc/passwd', 'jwks.json'])(
    'may not be %s',
    (url) => {
      expect(faultsOf({ ...PROVIDER, AUTH_JWKS_URL: url })[0]).toMatch(/^AUTH_JWKS_URL must be an https URL/);
    },
  );
});

describe('persisted documents', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'documents-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const hashOf = (text: string) => createHash('sha256').update(text).digest('hex');
  const fileOf = (name: string, content: unknown): string => {
    const file = path.join(folder, name);
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
    return file;
  };
  const many = (from: number) =>
    Object.fromEntries(
      Array.from({ length: 600 }, (_, index) => `{ a${from + index} }`).map((text) => [hashOf(text), text]),
    );

  it('are read from all files, with sha256: before the hash or without', () => {
    const files = [
      fileOf('1', { [hashOf('{ a }')]: '{ a }' }),
      fileOf('2', { [`sha256:${hashOf('{ é }')}`]: '{ é }' }),
    ];
    const env = { PERSISTED_DOCUMENTS: files.join(' , '), PERSISTED_DOCUMENTS_ONLY: 'on' };
    const listed = new Map([
      [hashOf('{ a }'), '{ a }'],
      [hashOf('{ é }'), '{ é }'],
    ]);
    expect(loadConfig(env, 'demo').persistedDocuments).toEqual({ listed, only: true });
  });

  it.each([
    ['is not there', path.join(folder, 'none'), /number 2 cannot be read$/],
    ['is a folder', folder, /number 2 cannot be read$/],
    ['is no JSON', fileOf('text', '{'), /number 2 is not a JSON object$/],
    ['is a list', fileOf('list', ['{ a }']), /number 2 has an entry/],
    ['is a text', fileOf('null', 'null'), /number 2 is not a JSON object$/],
    ['has the hash of another text', fileOf('other', { [hashOf('{ b }')]: '{ a }' }), /number 2 has an entry/],
    ['has a document that is no text', fileOf('number', { [hashOf('1')]: 1 }), /number 2 has an entry/],
    ['is too large', fileOf('large', 'x'.repeat(5 * 1024 * 1024 + 1)), /number 2 is larger than \d+ bytes$/],
    ['makes them too many', fileOf('more', many(600)), /must name 1000 documents or fewer$/],
  ])('are refused when a file %s', (_what, file, fault) => {
    const faults = faultsOf({ PERSISTED_DOCUMENTS: `${fileOf('many', many(0))},${file}` });
    expect(faults).toEqual([expect.stringMatching(fault)]);
    expect(faults[0]).toMatch(/^PERSISTED_DOCUMENTS must name /);
  });

  it('must be named where nothing else is to run', () => {
    expect(faultsOf({ PERSISTED_DOCUMENTS_ONLY: 'on' })).toEqual([
      'PERSISTED_DOCUMENTS is missing: PERSISTED_DOCUMENTS_ONLY needs it',
    ]);
    expect(faultsOf({ PERSISTED_DOCUMENTS: ',', PERSISTED_DOCUMENTS_ONLY: 'on' })).toEqual([
      'PERSISTED_DOCUMENTS must name JSON files of persisted documents',
    ]);
  });
});
