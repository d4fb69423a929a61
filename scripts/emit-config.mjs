// Writes .env.example and the table in README.md from the schema that validates the configuration.
// With --check it changes nothing and exits 1 when one of them is stale.
import { readFile, stat, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');
const MARKED = /<!-- configuration -->[\s\S]*?<!-- \/configuration -->/;

const variables = await readVariables();
const stale = [];
await emit('.env.example', () => envExample(variables));
await emit('README.md', (text) => withTable(text, variables));
if (stale.length > 0) {
  console.error(`Stale: ${stale.join(', ')}. Run: node scripts/emit-config.mjs`);
  process.exitCode = 1;
}

/** An old build would describe an old schema. */
async function readVariables() {
  const built = new URL('dist/config.js', root);
  const [source, output] = await Promise.all([
    stat(new URL('src/config.ts', root)),
    stat(built).catch(() => undefined),
  ]);
  if (!output || output.mtimeMs < source.mtimeMs) {
    console.error('dist/config.js is missing or old. Run: npm run build');
    process.exit(1);
  }
  const { describeVariables } = await import(built.href);
  return describeVariables();
}

async function emit(name, render) {
  const file = fileURLToPath(new URL(name, root));
  const before = await readFile(file, 'utf8').catch(() => '');
  const after = render(before);
  if (before === after) return;
  if (check) stale.push(name);
  else await writeFile(file, after);
}

function envExample(all) {
  const blocks = all.map((one) => `# ${plain(one.description)}\n# Default: ${plain(one.default)}\n${one.name}=\n`);
  return [
    '# Copy to .env and start with: node --env-file=.env dist/main.js. A blank value counts as absent.\n',
    ...blocks,
  ].join('\n');
}

function withTable(text, all) {
  if (!MARKED.test(text)) {
    console.error('README.md has no <!-- configuration --> … <!-- /configuration -->: no table written');
    process.exitCode = 1;
    return text;
  }
  const rows = all.map((one) => `| \`${one.name}\` | ${one.default} | ${one.description} |`);
  const table = ['| variable | default | meaning |', '|---|---|---|', ...rows].join('\n');
  // As a function: in a replacement text `$` would have a meaning of its own.
  return text.replace(MARKED, () => `<!-- configuration -->\n${table}\n<!-- /configuration -->`);
}

function plain(text) {
  return text.replaceAll('`', '');
}
