import { execFile } from 'node:child_process';
import { copyFile, cp, mkdtemp, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = path.join(import.meta.dirname, '..', '..');
const run = promisify(execFile);

let folder: string;
let committed: string;
beforeAll(async () => {
  folder = await realpath(await mkdtemp(path.join(tmpdir(), 'schema-check-')));
  committed = await readFile(path.join(ROOT, 'schema.graphql'), 'utf8');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

interface Outcome {
  code: number;
  said: string;
}

async function check(args: readonly string[], root = ROOT): Promise<Outcome> {
  const script = path.join(root, 'scripts', 'schema-check.mjs');
  const ended = run(process.execPath, [script, ...args], { cwd: root }).then(
    ({ stdout }) => ({ code: 0, said: stdout }),
    (error: { code: number; stdout: string; stderr: string }) => ({ ...error, said: error.stdout + error.stderr }),
  );
  const { code, said } = await ended;
  return { code, said };
}

/** The committed schema with these texts replaced, each of which must be there; as a file. */
async function changed(name: string, changes: readonly (readonly [from: string, to: string])[]): Promise<string> {
  let text = committed;
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

/** What the script looks at besides itself and the schemas. */
const LINKED = [
  'web',
  'dist',
  'node_modules',
  'package-lock.json',
  'src',
  'test',
  'tsconfig.json',
  'tsconfig.build.json',
];
const FIELD_RENAMED = ['  viewerRoles: [BusinessRole!]!', '  viewerParts: [BusinessRole!]!'] as const;
const FIELD_GONE = '    FIELD_REMOVED: Business.viewerRoles was removed.';

describe('schema:check', () => {
  let released: string;
  const checkAgainst = (schema: string, ...more: string[]) =>
    check(['--schema', schema, '--released', released, ...more]);

  beforeAll(async () => {
    released = await changed('released.graphql', []);
  });

  it('fails, lists exactly what breaks others, and makes no release of it', async () => {
    const file = await changed('breaking.graphql', [
      FIELD_RENAMED,
      ['    since: DateTime!', '    since: String!'],
      ['  inviteStatusChanged(', '  inviteStatusChanged(\n    now: Boolean!'],
      ['  """Left, or was removed."""\n  REMOVED\n', ''],
      [' @key(fields: "business { id } user { id }")', ''],
    ]);
    const { code, said } = await checkAgainst(file, '--release');
    expect(code).toBe(1);
    expect(await readFile(released, 'utf8')).toBe(committed);
    expect(said).toContain(`✗ 5 breaking changes since ${released}\n`);
    expect(said.match(/^ {4}[A-Z_]+: .*/gm)?.sort()).toEqual([
      '    ARG_CHANGED_KIND: Business.inviteStats arg since has changed type from DateTime! to String!.',
      FIELD_GONE,
      '    MARK_REMOVED: AccountMember lost @key(fields: "business { id } user { id }").',
      '    REQUIRED_ARG_ADDED: A required arg now on Subscription.inviteStatusChanged was added.',
      '    VALUE_REMOVED_FROM_ENUM: REMOVED was removed from enum type MembershipStatus.',
    ]);
  });

  it('passes what is added, and tells what may surprise', async () => {
    const file = await changed('more.graphql', [
      ['  viewerRoles: [BusinessRole!]!', '  viewerRoles: [BusinessRole!]!\n  motto: String'],
      ['  inviteStatusChanged(', '  inviteStatusChanged(\n    now: Boolean'],
    ]);
    expect(await checkAgainst(file)).toEqual({
      code: 0,
      said: [
        `✓ 0 breaking changes since ${released}`,
        `! 1 change since ${released} that may surprise clients`,
        '    OPTIONAL_ARG_ADDED: An optional arg now on Subscription.inviteStatusChanged was added.',
        '✓ composes with users and assets by @apollo/composition',
        '✓ composes with users and assets by @theguild/federation-composition\n',
      ].join('\n'),
    });
  });

  it('fails when either composer refuses the neighbours, and says why', async () => {
    const file = await changed('second-title.graphql', [['  memberships(\n', '  title: String\n  memberships(\n']]);
    const { code, said } = await checkAgainst(file);
    expect(code).toBe(1);
    for (const composer of ['@apollo/composition', '@theguild/federation-composition']) {
      const refusal = `✗ does not compose with users and assets by ${composer}\n    Non-shareable field "User.title" is`;
      expect(said).toContain(refusal);
    }
  });

  it('makes a release of what breaks others when told so, and lists it all the same', async () => {
    const file = await changed('next.graphql', [FIELD_RENAMED]);
    const target = await changed('moved.graphql', []);
    const { code, said } = await check(['--schema', file, '--released', target, '--release', '--breaking']);
    expect(code).toBe(0);
    expect(said).toContain(`✓ 1 breaking change since ${target}\n${FIELD_GONE}\n`);
    expect(await readFile(target, 'utf8')).toBe(await readFile(file, 'utf8'));
  });

  it('says that schema.graphql is stale, and makes no release of it', async () => {
    await run(process.execPath, ['scripts/build.mjs'], { cwd: ROOT });
    const tree = path.join(folder, 'tree');
    await cp(path.join(ROOT, 'scripts'), path.join(tree, 'scripts'), { recursive: true });
    for (const name of LINKED) await symlink(path.join(ROOT, name), path.join(tree, name));
    await writeFile(path.join(tree, 'schema.released.graphql'), '# An earlier one.\ntype Query { viewer: String }\n');
    await copyFile(await changed('stale.graphql', [FIELD_RENAMED]), path.join(tree, 'schema.graphql'));
    const { code, said } = await check(['--release', '--breaking'], tree);
    expect(code).toBe(1);
    expect(said).toMatch(/^✗ schema\.graphql is stale\. Run: npm run emit$/m);
    expect(await readFile(path.join(tree, 'schema.released.graphql'), 'utf8')).toContain('# An earlier one.');
  }, 60_000); // it may have to build

  it('names what is missing and what it does not know', async () => {
    expect(await check(['--schema', path.join(folder, 'nothing.graphql')])).toEqual({
      code: 1,
      said: `${path.join(folder, 'nothing.graphql')} is not there.\n`,
    });
    expect(await check(['--force'])).toMatchObject({ code: 2, said: expect.stringContaining('There are:') as string });
  });
});
