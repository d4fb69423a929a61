import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';

const FOLDER = 'docs/recipes';
const pages = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(path.join(FOLDER, name), 'utf8') }));
const quotes = pages.flatMap(({ text }) =>
  [...text.matchAll(/^`([^`\n]+)`:\n\n```ts\n([\s\S]*?)\n```$/gm)].map(([, file = '', code = '']) => ({ file, code })),
);

it('quotes each file of the examples, word for word', () => {
  const files = readdirSync('examples/clients', { recursive: true, encoding: 'utf8' })
    .map((file) => `examples/clients/${file.replaceAll('\\', '/')}`)
    .filter((file) => file.endsWith('.ts') && !file.includes('__generated__'));
  expect(quotes.map(({ file }) => file).sort()).toEqual(files.sort());
  for (const { file, code } of quotes) expect(`${code}\n`, file).toBe(readFileSync(file, 'utf8'));
});

it('has no TypeScript that is not quoted', () => {
  const blocks = pages.flatMap(({ text }) => text.match(/^```tsx?$/gm) ?? []);
  expect(blocks).toHaveLength(quotes.length);
});

it('sketches in React only with what the examples export', () => {
  for (const { name, text } of pages) {
    const exported = new Set(
      quotes.flatMap(({ code }) =>
        [...code.matchAll(/^export (?:async )?(?:function|const|interface) (\w+)/gm)].map(([, word]) => word),
      ),
    );
    const known = new Set(['useQuery', 'useEffect', 'useState', 'useLazyLoadQuery', 'setFailure']);
    for (const [, sketch = ''] of text.matchAll(/^```jsx\n([\s\S]*?)\n```$/gm)) {
      const called = [...sketch.matchAll(/\b([a-z]\w+)(?:<[^>(]*>)?\(/g)].map(([, word = '']) => word);
      expect(
        called.filter((word) => !exported.has(word) && !known.has(word)),
        name,
      ).toEqual([]);
    }
  }
});

it('leads to pages and headings that are there', () => {
  const anchorOf = (heading: string) =>
    heading
      .toLowerCase()
      .replace(/[^\w -]/g, '')
      .replaceAll(' ', '-');
  const sources = [...pages.map(({ name }) => path.join(FOLDER, name)), 'docs/SUBSCRIPTIONS.md'];
  for (const source of sources) {
    for (const [, link = ''] of readFileSync(source, 'utf8').matchAll(/\]\((?!https?:)([^)]+)\)/g)) {
      const [file = '', anchor] = link.split('#');
      const target = file === '' ? source : path.join(path.dirname(source), file);
      expect(existsSync(target), `${source} → ${link}`).toBe(true);
      const headings = [...readFileSync(target, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
        anchorOf(heading),
      );
      if (anchor) expect(headings, `${source} → ${link}`).toContain(anchor);
    }
  }
});
