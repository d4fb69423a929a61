import { execFile } from 'node:child_process';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SignInDocument } from '../operations/__generated__/graphql.js';
import { createClient } from '../support/client.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';
import { TEST_SECRET } from '../support/person.js';
import { type ServerProcess, startServerProcess } from '../support/server-process.js';

const ENTRY = path.join(import.meta.dirname, '..', '..', 'dist', 'user.js');

let test: TestDatabase;
let server: ServerProcess;
beforeAll(async () => {
  test = await createTestDatabase();
  server = await startServerProcess(test.url); // builds dist/ as well
});
afterAll(async () => {
  await server.kill();
  await test.drop();
});

/** Runs it as `npm run user -- …` does. */
const run = (args: string[], environment: NodeJS.ProcessEnv = { DATABASE_URL: test.url, SECRET_KEY: TEST_SECRET }) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    const env = { PATH: process.env.PATH, ...environment };
    const child = execFile(process.execPath, [ENTRY, ...args], { env }, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });

describe('npm run user', () => {
  it('makes the first person of an installation, who signs in with the printed code', async () => {
    const { code, stdout } = await run(['--email', 'Ada@Example.com', '--name', 'Ada Lovelace']);
    expect(code).toBe(0);
    const digits = /\b\d{6}\b/.exec(stdout)?.[0];
    const { signIn } = await createClient(server.url, undefined).run(SignInDocument, {
      input: { email: 'ada@example.com', code: digits ?? '' },
    });
    expect(signIn?.session?.user).toMatchObject({ email: 'Ada@Example.com', firstName: 'Ada', lastName: 'Lovelace' });
  });

  it('gives who is there another code', async () => {
    await run(['--email', 'ada@example.com']);
    const { stdout } = await run(['--email', 'ada@example.com']);
    expect(stdout).toMatch(/\b\d{6}\b/);
    expect(await test.database.query('select 1 from account')).toHaveLength(1);
  });

  it('says what it lacks', async () => {
    expect(await run(['--email', 'no address'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no e-mail'),
    });
    expect(await run([])).toMatchObject({ code: 1, stderr: expect.stringContaining('--email') });
    const { code, stderr } = await run(['--email', 'a@example.com'], {});
    expect([code, stderr.match(/(DATABASE_URL|SECRET_KEY) is missing/g)?.length]).toEqual([78, 2]);
  });
});
