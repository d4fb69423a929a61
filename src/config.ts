import { z } from 'zod';
import { documentFiles } from './config-documents.js';
import { FEDERATION_VARIABLES, type FederationSwitches } from './config-federation.js';
import {
  commaSeparated,
  isBaseUrl,
  isCidr,
  isJwksUrl,
  isOrigin,
  isPostgresUrl,
  isSecretKey,
  parsedBy,
  SECRET_KEY_BYTES,
  wholeNumber,
} from './config-values.js';
import { type Mailbox, parseMailbox, parseSmtpUrl, type SmtpServer } from './email/smtp-settings.js';

/** `demo` answers on loopback and makes up what is not given; `serve` is production and asks for it. */
export type ConfigMode = 'demo' | 'serve';

export interface Config {
  mode: ConfigMode;
  host: string;
  /** Undefined means the next free one from 4000 on (demo). */
  port: number | undefined;
  /** Undefined means the embedded PostgreSQL (demo). */
  databaseUrl: string | undefined;
  databasePoolSize: number;
  /** Base of invite links, without a slash at its end. Undefined means that it follows the port (demo). */
  publicUrl: string | undefined;
  /** The first makes, all verify. Empty in demo without SECRET_KEY: whoever starts the demo gives the kept one. */
  secretKeys: string[];
  auth: { issuer: string; audience: string; jwksUrl?: string };
  /** Undefined means that no mail is sent; the demo keeps mails in any case. */
  smtp: SmtpServer | undefined;
  /** Undefined means no-reply@ the host of `publicUrl`. */
  mailFrom: Mailbox | undefined;
  allowedOrigins: string[];
  /** Empty: nothing is for the router alone. */
  routerSecrets: string[];
  /** Where routers may have changes sent to. */
  callbackOrigins: string[];
  introspection: boolean;
  /** What clients may name instead of sending it, by SHA-256 in hex, and whether nothing else runs. */
  persistedDocuments: { listed: ReadonlyMap<string, string>; only: boolean };
  rateLimits: boolean;
  /** Ranges of addresses whose `X-Forwarded-For` is believed. */
  trustedProxies: string[];
  federation: FederationSwitches;
  openInviteLimit: number;
  eventRetentionDays: number;
  logLevel: LogLevel;
  drainDelayMs: number;
}

const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** All faults of the configuration at once, each a sentence that names the variable and the cure, never its value. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`The configuration cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

const REQUIRED_TO_SERVE = ['DATABASE_URL', 'PUBLIC_URL', 'SECRET_KEY'] as const;
const REQUIRED_WITH_PROVIDER = ['AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;
const OWN_NAME = 'membership-gateway';

/** Each variable of the environment: how it is read, what it means, and what holds without it. */
const ENVIRONMENT = z.object({
  PORT: wholeNumber(0, 65_535).optional().meta({
    description: 'Port to listen on; 0 takes any free one.',
    default: 'demo: the next free one from 4000 on; serve: 4000',
  }),
  HOST: z.string().optional().meta({
    description: 'Address to listen on.',
    default: 'demo: 127.0.0.1; serve: 0.0.0.0',
  }),
  DATABASE_URL: z
    .string()
    .refine(isPostgresUrl, 'must look like postgres://user:password@host:5432/database, special characters as %XX')
    .optional()
    .meta({
      description: 'PostgreSQL 15 or newer.',
      default: 'demo: an embedded PostgreSQL; serve: required',
      cure: 'set it to postgres://user:password@host:5432/database',
    }),
  DATABASE_POOL_SIZE: wholeNumber(1, 1_000).default(10).meta({
    description: 'Most database connections of one process.',
    default: '10',
  }),
  PUBLIC_URL: z
    .string()
    .refine(isBaseUrl, 'must be an http or https URL without user, query or fragment, e.g. https://members.example.com')
    .transform((url) => url.replace(/\/+$/, ''))
    .optional()
    .meta({
      description: 'Where people reach this server: the base of invite links. Never taken from a request.',
      default: 'demo: from the port; serve: required',
      cure: 'set it to where people reach this server, e.g. https://members.example.com',
    }),
  SECRET_KEY: commaSeparated
    .refine(
      (keys) => keys.length > 0 && keys.every(isSecretKey),
      `must be ${SECRET_KEY_BYTES} bytes or more as base64url, e.g. from: openssl rand -hex 32`,
    )
    .optional()
    .meta({
      description:
        'Secret behind all keys, base64url of 32 bytes or more. To rotate, several with commas: the first makes, all verify.',
      default: 'demo: made at the first start; serve: required',
      cure: 'set it to the output of: openssl rand -hex 32',
    }),
  AUTH_ISSUER: z.string().default(OWN_NAME).meta({
    description: 'Issuer (`iss`) of access tokens.',
    default: OWN_NAME,
  }),
  AUTH_AUDIENCE: z.string().default(OWN_NAME).meta({
    description: 'Audience (`aud`) of access tokens.',
    default: OWN_NAME,
  }),
  AUTH_JWKS_URL: z
    .string()
    .refine(
      isJwksUrl,
      'must be an https URL (http only on loopback), e.g. https://id.example.com/.well-known/jwks.json',
    )
    .optional()
    .meta({
      description:
        'Keys of an identity provider, whose tokens then replace our own. Needs AUTH_ISSUER and AUTH_AUDIENCE.',
      default: 'none: this server signs its own tokens',
    }),
  SMTP_URL: parsedBy(
    parseSmtpUrl,
    'must look like smtp://user:password@host:587 or smtps://…, special characters as %XX',
  )
    .optional()
    .meta({
      description: 'Mail server that takes our mails: smtp:// (TLS as soon as it is offered) or smtps://.',
      default: 'demo: none, mails are kept for /dev/mail; serve: none, invites stay PENDING_SEND',
    }),
  MAIL_FROM: parsedBy(parseMailbox, 'must be an address, or a name and an address: Acme <no-reply@example.com>')
    .optional()
    .meta({
      description: 'Sender of our mails: an address, or a name with the address in angle brackets.',
      default: 'no-reply@ the host of PUBLIC_URL',
    }),
  ALLOWED_ORIGINS: commaSeparated
    .refine((origins) => origins.every(isOrigin), 'must list origins without a path, e.g. https://app.example.com')
    .transform((origins) => origins.map((origin) => new URL(origin).origin))
    .default([])
    .meta({
      description: 'Other origins whose pages may call, comma-separated (CORS and WebSocket).',
      default: 'none',
    }),
  ...FEDERATION_VARIABLES,
  INTROSPECTION: z
    .enum(['on', 'off'], 'must be on or off')
    .transform((value) => value === 'on')
    .optional()
    .meta({
      description: 'Whether clients may ask for the schema: on or off.',
      default: 'demo: on; serve: off',
    }),
  PERSISTED_DOCUMENTS: documentFiles.default(new Map()).meta({
    description: 'JSON files of documents that clients may name by their SHA-256, comma-separated.',
    default: 'none',
  }),
  PERSISTED_DOCUMENTS_ONLY: z
    .enum(['on', 'off'], 'must be on or off')
    .default('off')
    .meta({ description: 'Whether nothing else runs: on or off. Needs PERSISTED_DOCUMENTS.', default: 'off' }),
  RATE_LIMITS: z
    .enum(['on', 'off'], 'must be on or off')
    .default('on')
    .meta({ description: 'Limits of tries, mails and invites in a time: on, or off for load tests.', default: 'on' }),
  TRUST_PROXY: commaSeparated
    .refine((ranges) => ranges.every(isCidr), 'must list ranges of addresses, e.g. 10.0.0.0/8,2001:db8::/32')
    .default([])
    .meta({ description: 'Proxies whose X-Forwarded-For is believed: CIDRs, comma-separated.', default: 'none' }),
  OPEN_INVITE_LIMIT: wholeNumber(1, 1_000_000).default(1_000).meta({
    description: 'Most open invites per business.',
    default: '1000',
  }),
  EVENT_RETENTION_DAYS: wholeNumber(1, 3_650).default(30).meta({
    description: 'How many days the cursor of a subscription can be resumed.',
    default: '30',
  }),
  LOG_LEVEL: z
    .enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`)
    .default('info')
    .meta({
      description: `Least severe level that is logged: ${LOG_LEVELS.join(', ')}.`,
      default: 'info',
    }),
  DRAIN_DELAY_MS: wholeNumber(0, 300_000).default(0).meta({
    description: 'Milliseconds between answering "not ready" and closing, for load balancers to notice.',
    default: '0',
  }),
});

/**
 * Reads the configuration from environment variables; a blank one counts as absent.
 * Throws `ConfigError` with every fault at once.
 */
export function loadConfig(env: NodeJS.ProcessEnv, mode: ConfigMode): Config {
  const given = givenVariables(env);
  const parsed = ENVIRONMENT.safeParse(given);
  const faults = [...(parsed.error?.issues ?? []).map(describeIssue), ...missingVariables(given, mode)];
  if (!parsed.success || faults.length > 0) throw new ConfigError(faults);
  const values = parsed.data;
  const demo = mode === 'demo';
  return {
    mode,
    host: values.HOST ?? (demo ? '127.0.0.1' : '0.0.0.0'),
    port: values.PORT ?? (demo ? undefined : 4000),
    databaseUrl: values.DATABASE_URL,
    databasePoolSize: values.DATABASE_POOL_SIZE,
    publicUrl: values.PUBLIC_URL,
    secretKeys: values.SECRET_KEY ?? [],
    auth: {
      issuer: values.AUTH_ISSUER,
      audience: values.AUTH_AUDIENCE,
      ...(values.AUTH_JWKS_URL !== undefined && { jwksUrl: values.AUTH_JWKS_URL }),
    },
    smtp: values.SMTP_URL,
    mailFrom: values.MAIL_FROM,
    allowedOrigins: values.ALLOWED_ORIGINS,
    routerSecrets: values.ROUTER_SECRET,
    callbackOrigins: values.CALLBACK_ORIGINS,
    introspection: values.INTROSPECTION ?? demo,
    persistedDocuments: {
      listed: values.PERSISTED_DOCUMENTS,
      only: values.PERSISTED_DOCUMENTS_ONLY === 'on',
    },
    rateLimits: values.RATE_LIMITS === 'on',
    trustedProxies: values.TRUST_PROXY,
    federation: {
      user: values.FEDERATION_USER,
      node: values.FEDERATION_NODE,
      authenticated: values.FEDERATION_AUTHENTICATED === 'on',
    },
    openInviteLimit: values.OPEN_INVITE_LIMIT,
    eventRetentionDays: values.EVENT_RETENTION_DAYS,
    logLevel: values.LOG_LEVEL,
    drainDelayMs: values.DRAIN_DELAY_MS,
  };
}

/** Name, meaning and default of every variable, in words; `.env.example` and the README's table are made of it. */
export function describeVariables(): { name: string; description: string; default: string }[] {
  return Object.entries(ENVIRONMENT.shape).map(([name, schema]) => {
    const meta = schema.meta();
    return { name, description: String(meta?.description), default: String(meta?.default) };
  });
}

function givenVariables(env: NodeJS.ProcessEnv): Record<string, string> {
  const given: Record<string, string> = {};
  for (const name of Object.keys(ENVIRONMENT.shape)) {
    const value = env[name]?.trim();
    if (value) given[name] = value;
  }
  return given;
}

function missingVariables(given: Record<string, string>, mode: ConfigMode): string[] {
  const toServe = mode === 'serve' ? REQUIRED_TO_SERVE.filter((name) => !given[name]) : [];
  const withProvider = given.AUTH_JWKS_URL ? REQUIRED_WITH_PROVIDER.filter((name) => !given[name]) : [];
  const onlyOfNone = given.PERSISTED_DOCUMENTS_ONLY === 'on' && !given.PERSISTED_DOCUMENTS;
  return [
    ...(onlyOfNone ? ['PERSISTED_DOCUMENTS is missing: PERSISTED_DOCUMENTS_ONLY needs it'] : []),
    ...toServe.map((name) => `${name} is missing: ${String(ENVIRONMENT.shape[name].meta()?.cure)}`),
    ...withProvider.map((name) => `${name} is missing: AUTH_JWKS_URL needs it`),
  ];
}

const describeIssue = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.')} ${message}`;
