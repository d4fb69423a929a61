import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codes, post, query, startServer, type TestServer, testSchema } from './support.js';

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ deadlineMs: 200 });
});
afterAll(() => server.stop());

describe('what is told of an error', () => {
  it('G15: is nothing of the inside, and an id that leads to the log', async () => {
    const { status, text, json } = await query(server, '{ fails hello }');
    expect(status).toBe(200);
    expect(json.data).toEqual({ fails: null, hello: 'world' });
    const [error] = json.errors ?? [];
    expect(error).toMatchObject({ message: 'Internal server error', path: ['fails'] });
    expect(error?.extensions.code).toBe('INTERNAL_SERVER_ERROR');
    expect(text).not.toMatch(/duplicate|app_user|stack|\.ts/);
    const logged = server.lines.map((line) => JSON.parse(line)).find((line) => line.err);
    expect(logged.requestId).toBe(error?.extensions.requestId);
    expect(logged.err.stack).toContain('duplicate key value');
  });

  it('G15: of a result of ours that does not fit its type is nothing either', async () => {
    const { text, json } = await query(server, '{ wrongNumber }');
    expect(codes(json)).toEqual(['INTERNAL_SERVER_ERROR']);
    expect(text).not.toContain('of-the-inside');
  });

  it('is the code and the words of a refusal', async () => {
    const { json } = await query(server, '{ refuses }');
    expect(json.errors).toEqual([
      {
        message: 'Not yours',
        path: ['refuses'],
        locations: [{ line: 1, column: 3 }],
        extensions: { code: 'FORBIDDEN' },
      },
    ]);
  });

  it('is BAD_USER_INPUT for an argument that is unfit only when executed', async () => {
    const source = 'query ($of: Int = 5) { sum(of: $of) }';
    const { json } = await post(server, { query: source, variables: { of: null } });
    expect(codes(json)).toEqual(['BAD_USER_INPUT']);
  });

  it('G19: is BAD_USER_INPUT for a text that the database cannot hold', async () => {
    expect(codes((await query(server, '{ nul }')).json)).toEqual(['BAD_USER_INPUT']);
  });

  it('G07: is ten errors at most', async () => {
    const unknown = Array.from({ length: 150 }, (_, index) => `nothing${index}`).join(' ');
    expect((await query(server, `{ business { ${unknown} } }`)).json.errors).toHaveLength(10);
    const failing = Array.from({ length: 12 }, (_, index) => `f${index}: fails`).join(' ');
    expect((await query(server, `{ ${failing} }`)).json.errors).toHaveLength(10);
  });

  it('G14: is never a guess at what was meant', async () => {
    const sources = [
      '{ helo }',
      '{ business { nam } }',
      '{ echo(txt: "x") }',
      '{ echo(level: ADMI) }',
      '{ ...on Busines { id } }',
    ];
    for (const source of sources) {
      const { text, json } = await query(server, source);
      expect(json.errors?.length).toBeGreaterThan(0);
      expect(text).not.toContain('Did you mean');
    }
    const variables = { level: 'ADMI' };
    const { text } = await post(server, { query: 'query ($level: Level) { echo(level: $level) }', variables });
    expect(text).not.toContain('Did you mean');
  });
});

describe('an operation that takes too long', () => {
  it('is answered when its time is over', async () => {
    const slow = await startServer({
      deadlineMs: 100,
      schema: testSchema({}, { slow: () => new Promise(() => {}) }),
    });
    const { status, json } = await query(slow, '{ slow }');
    await slow.stop();
    expect(status).toBe(503);
    expect(codes(json)).toEqual(['INTERNAL_SERVER_ERROR']);
  });
});

describe('the log', () => {
  it('I11: holds neither tokens nor inputs', async () => {
    await post(
      server,
      { query: 'query ($text: String) { echo(text: $text) }', variables: { text: 'grace@example.com' } },
      { authorization: 'Bearer verysecrettoken' },
    );
    await query(server, '{ hello }', { authorization: 'Bearer bad' });
    await fetch(`${server.url}/graphql?token=verysecrettoken`);
    const log = server.lines.join('\n');
    expect(log).toContain('"path":"/graphql"');
    expect(log).not.toMatch(/verysecrettoken|grace@example\.com|Bearer/);
  });
});
