import { type AuditResult, serverAudits } from 'graphql-http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type TestServer } from './support.js';

let server: TestServer;
let results: AuditResult[];
beforeAll(async () => {
  server = await startServer({ introspection: true }); // the audits ask for __type
  const audits = serverAudits({ url: `${server.url}/graphql`, fetchFn: fetch });
  results = await Promise.all(audits.map((audit) => audit.fn()));
});
afterAll(() => server.stop());

const named = (status: AuditResult['status']) =>
  results.filter((result) => result.status === status).map((result) => `${result.id} ${result.name}`);

it('keeps every MUST of GraphQL over HTTP', () => {
  expect(named('error')).toEqual([]);
});

it('passes at least 58 of the 61 audits of the graphql-http package', () => {
  expect(results).toHaveLength(61);
  expect(named('ok').length, `not passed: ${[...named('warn'), ...named('notice')].join('; ')}`).toBeGreaterThanOrEqual(
    58,
  );
});
