import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { describeVariables } from '../../src/config.js';
import { EVENT_PAGE_SIZE } from '../../src/events/log.js';
import { connectionToken } from '../../src/server/connection-token.js';
import { NODES_COST_LIMIT } from '../../src/server/cost.js';
import { DEADLINE_MS } from '../../src/server/deadline.js';
import { OPERATIONS_PER_SOCKET } from '../../src/server/socket-operations.js';
import { CONNECTION_LIMITS, type ConnectionLimits } from '../../src/server/transports.js';
import { codesIn, numberIn, rowsOf } from './tables.js';

const page = readFileSync('docs/SUBSCRIPTIONS.md', 'utf8');
const text = page.replaceAll('\n', ' ');
const sourceOf = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
    .join('\n');
const server = sourceOf('src/server');
const kB = (bytes: number) => `${bytes / 1024} kB`;
const s = (ms: number) => `${ms / 1000} s`;

describe('the table of close codes', () => {
  const rows = rowsOf(page, '| code | why | what the client does |');
  const documented = rows.flatMap(([codes = '']) => codes.split(', '));

  it('has each code that the metrics tell apart, and no other', () => {
    const [, known = ''] = /CLOSE_CODES[^']+'([\d ]+)'/.exec(server) ?? [];
    expect(documented).toEqual(known.split(' '));
  });

  it('has each code and each reason that the source closes with', () => {
    const closings = [...server.matchAll(/\.close\((\d{4}), '([^']+)'|\bclose\((\d{4}), '([^']+)'/g)];
    const given = closings.map(([, code, reason, code2, reason2]) => [code ?? code2, reason ?? reason2]);
    const expirations = [...server.matchAll(/\bexpire\('([^']+)'\)/g)].map(([, reason]) => ['4403', reason]);
    expect(given.length).toBeGreaterThanOrEqual(3);
    expect(expirations).toHaveLength(2);
    for (const [code, reason = ''] of [...given, ...expirations]) {
      expect(rows.find(([codes]) => codes === code)?.[1]).toContain(reason);
    }
  });

  it('says what the client does in each case', () => {
    expect(rows.filter(([, why, cure]) => !why || !cure)).toEqual([]);
  });

  it('is followed by each status that an upgrade is refused with', () => {
    const [, sentence = ''] = /Refused before it is opened: ([^\n]+)/.exec(page) ?? [];
    const statuses = [...server.matchAll(/refuseUpgrade\(socket, (\d{3})\)/g)].map(([, status]) => status);
    expect([...sentence.matchAll(/\d{3}/g)].map(([status]) => status).sort()).toEqual([...new Set(statuses)].sort());
  });
});

describe('the table of errors', () => {
  it('has each code that an operation can end with, and no other', () => {
    const [, requests = ''] = /RequestErrorCode =([^;]+);/.exec(sourceOf('src/domain')) ?? [];
    const [, clients = ''] = /CLIENT_CODES[^[]+\[([^\]]+)\]/.exec(server) ?? [];
    const known = [...`${requests}${clients}`.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
    const here = new Set([...known, 'INTERNAL_SERVER_ERROR']);
    const section = page.slice(page.indexOf('## Errors'));
    const documented = rowsOf(section, '| code |').flatMap(([codes = '']) => codesIn(codes));
    expect(documented.sort()).toEqual([...here].sort());
  });
});

describe('the limits', () => {
  const rows = rowsOf(page, '| limit | value | beyond it |');

  it('are those of the source, and no others', () => {
    const { payloadBytes, perPrincipal, perAnonymousAddress, initMs, pingMs, drainMs } = CONNECTION_LIMITS;
    const { callbackMs, callbackRetryMs, leastHeartbeatMs } = CONNECTION_LIMITS;
    const connections = {
      perPrincipal: String(perPrincipal),
      perAnonymousAddress: String(perAnonymousAddress),
      payloadBytes: kB(payloadBytes),
      initMs: `within ${s(initMs)}`,
      pingMs: `every ${s(pingMs)}`,
      drainMs: s(drainMs),
      callbackMs: `${s(callbackMs)} each`,
      callbackRetryMs: `after ${callbackRetryMs.map(s).join(', ')}`,
      leastHeartbeatMs: `${s(leastHeartbeatMs)} or more`,
    } satisfies Record<keyof ConnectionLimits, string>; // a new one has to be written down
    const others = [OPERATIONS_PER_SOCKET, s(DEADLINE_MS), NODES_COST_LIMIT].map(String);
    expect(rows.map(([, value]) => value).sort()).toEqual([...Object.values(connections), ...others].sort());
  });

  it('stand in the text as they stand in the source', () => {
    const outflow = (name: string) => numberIn('src/server/outflow.ts', name);
    const sentences = [
      `While more than ${kB(outflow('WAIT_ABOVE'))} wait`,
      `leaves more than ${outflow('PAUSE_ABOVE') / 1024 / 1024} MB waiting for ${s(outflow('PAUSE_MS'))}`,
      `does not take what was sent within ${s(CONNECTION_LIMITS.drainMs)}`,
      `away for more than ${s(numberIn('src/events/follower.ts', 'PATIENCE_MS'))}`,
      `it takes up to ${s(numberIn('src/events/hub.ts', 'LOOK_EVERY_MS'))}`,
      `read ${EVENT_PAGE_SIZE} at a time`,
      `spread over ${s(numberIn('src/app.ts', 'CONNECTIONS_SPREAD_MS'))}`,
      `\`EVENT_RETENTION_DAYS\`, ${describeVariables().find(({ name }) => name === 'EVENT_RETENTION_DAYS')?.default} unless set`,
      `no \`connection_init\` within ${s(CONNECTION_LIMITS.initMs)}`,
      `larger than ${kB(CONNECTION_LIMITS.payloadBytes)}`,
    ];
    expect(sentences.filter((sentence) => !text.includes(sentence))).toEqual([]);
  });
});

it('shows forms of a token that are all understood', () => {
  const shapes = rowsOf(page, '| payload | sent by |').flatMap(([payload = '']) => codesIn(payload));
  expect(shapes.length).toBeGreaterThan(5);
  expect(shapes.map((shape) => connectionToken(undefined, JSON.parse(shape)))).toEqual(
    shapes.map(() => ({ authorization: 'Bearer eyJ…' })),
  );
});
