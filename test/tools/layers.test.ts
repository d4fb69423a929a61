import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Written out once more on purpose: a layer that opens to another must do so in two places. */
const MAY_IMPORT: Record<string, string[]> = {
  domain: [],
  entities: ['domain'],
  database: ['entities', 'domain'],
  auth: ['database', 'domain'],
  events: ['database', 'entities', 'domain'],
  outbox: ['database', 'entities', 'domain'],
  store: ['database', 'entities', 'domain'],
  queries: ['auth', 'database', 'entities', 'domain'],
  commands: ['auth', 'queries', 'store', 'events', 'outbox', 'database', 'entities', 'domain'],
  email: ['domain'],
  jobs: ['commands', 'queries', 'outbox', 'email', 'database', 'domain'],
  schema: ['domain', 'entities'],
  resolvers: ['schema', 'commands', 'queries', 'auth', 'domain'],
};
const LAYERS = Object.keys(MAY_IMPORT);

interface Violation {
  from: string;
  to: string;
  rule: { name: string };
}

const root = path.resolve(import.meta.dirname, '../..');
let folder: string;
let violations: Violation[];

/** A small program of its own, in which every layer imports every other one, and each rule is broken once. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'layers-'));
  await writeProgram({
    'tsconfig.json': '{ "compilerOptions": { "module": "NodeNext" }, "include": ["src", "test"] }',
    'package.json': '{ "type": "module" }',
    'test/helper.ts': 'export const help = 1;',
    'src/config.ts': 'export const config = 1;',
    'src/main.ts': importing('./demo/seed.js', './server/http.js', './app.js'),
    'src/app.ts': importing('./config.js', './server/http.js'),
    'src/demo/seed.ts': importing('../commands/thing.js'),
    'src/server/http.ts': importing('../resolvers/thing.js', '../config.js'),
    'src/server/demo.ts': importing('../demo/seed.js'),
    'src/server/tested.ts': importing('../../test/helper.js'),
    'src/server/lost.ts': importing('./nowhere.js'),
    'src/server/helpers.ts': importing('../helpers/thing.js'),
    'src/helpers/thing.ts': 'export const thing = 1;',
    'src/domain/configured.ts': importing('../config.js'),
    'src/events/hub.ts': 'export const hub = 1;',
    'src/resolvers/follows-hub.ts': importing('../events/hub.js'),
    'src/schema/class.type.ts': "import { thing } from '../entities/thing.js';\nexport const used = thing;",
    'src/schema/typed.type.ts': "import type { Thing } from '../entities/thing.js';\nexport type Used = Thing;",
    'src/store/one.ts': importing('./two.js'),
    'src/store/two.ts': importing('./one.js'),
    'src/entities/one.ts': importing('./two.js'),
    'src/entities/two.ts': importing('./one.js'),
    ...Object.fromEntries(
      LAYERS.map((layer) => [`src/${layer}/thing.ts`, 'export const thing = 1; export type Thing = 1;']),
    ),
    ...Object.fromEntries(LAYERS.flatMap((layer) => importsOfAllOthers(layer))),
  });
  violations = await cruise();
});

afterAll(() => rm(folder, { recursive: true }));

describe('the layers', () => {
  it.each(LAYERS)('%s may import its own layers and no other', (layer) => {
    const refused = LAYERS.filter((other) => violates(`src/${layer}/to-${other}.ts`, `layer-${layer}`));
    const others = LAYERS.filter((other) => other !== layer);
    const expected = others.filter((other) => !MAY_IMPORT[layer]?.includes(other));
    // The events are open to resolvers by the hub alone, which a rule of its own holds.
    expect(refused).toEqual(expected.filter((other) => !(layer === 'resolvers' && other === 'events')));
  });

  it('opens nothing but the hub of events to resolvers', () => {
    expect(violates('src/resolvers/to-events.ts', 'resolvers-know-only-the-hub')).toBe(true);
    expect(from('src/resolvers/follows-hub.ts')).toEqual([]);
  });

  it('lets schema take the type of an entity and not its class', () => {
    expect(violates('src/schema/class.type.ts', 'schema-takes-entities-as-types')).toBe(true);
    expect(from('src/schema/typed.type.ts')).toEqual([]);
  });

  it('counts imports of types as imports', () => {
    expect(violates('src/domain/typed.ts', 'layer-domain')).toBe(true);
  });

  it.each([
    ['src/server/demo.ts', 'demo-is-for-entries'],
    ['src/server/tested.ts', 'source-knows-no-tests'],
    ['src/server/lost.ts', 'no-unresolvable'],
    ['src/server/helpers.ts', 'known-layers-only'],
    ['src/domain/configured.ts', 'layer-domain'],
    ['src/store/one.ts', 'no-cycles'],
  ])('refuses %s by %s', (file, rule) => {
    expect(violates(file, rule)).toBe(true);
  });

  it('leaves entries, the server and relations between entities alone', () => {
    const innocent = ['src/main.ts', 'src/app.ts', 'src/demo/seed.ts', 'src/server/http.ts', 'src/entities/one.ts'];
    expect(innocent.flatMap(from)).toEqual([]);
  });
});

const from = (file: string) => violations.filter((violation) => violation.from === file);

const violates = (file: string, rule: string) => from(file).some((violation) => violation.rule.name === rule);

function importing(...files: string[]): string {
  return [...files.map((file) => `import '${file}';`), 'export {};'].join('\n');
}

function importsOfAllOthers(layer: string): [string, string][] {
  const others = LAYERS.filter((other) => other !== layer);
  const typed = "import type { Thing } from '../auth/thing.js';\nexport type Used = Thing;";
  return [
    ...others.map((other): [string, string] => [`src/${layer}/to-${other}.ts`, importing(`../${other}/thing.js`)]),
    [`src/${layer}/typed.ts`, typed],
  ];
}

async function writeProgram(files: Record<string, string>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
}

async function cruise(): Promise<Violation[]> {
  const tool = path.join(root, 'node_modules/.bin/depcruise');
  const config = path.join(root, '.dependency-cruiser.cjs');
  const args = [tool, 'src', 'test', '--config', config, '--output-type', 'json'];
  const child = spawn(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] });
  return JSON.parse(await text(child.stdout)).summary.violations;
}
