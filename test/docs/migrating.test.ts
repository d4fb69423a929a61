import { type FieldNode, parse, visit } from 'graphql';
import { expect, it } from 'vitest';
import { blocksOf, linksOf, readPage, sectionsOf } from './markdown.js';

const page = readPage('docs/MIGRATING.md');
/** What takes the place of an operation: the number of its row, and where each link says that it is shown. */
const rows = page.text.split('\n').flatMap((text) => {
  const number = /^\| (\d+) \|/.exec(text)?.[1];
  return number === undefined ? [] : { number: Number(number), links: linksOf({ file: page.file, text }) };
});

it('has a row for each of the 25 operations of the five APIs', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 25 }, (_, index) => index + 1));
  expect(sectionsOf(page).filter(({ text }) => /^\| \d+ \|/m.test(text))).toHaveLength(5);
  expect(rows.filter(({ links }) => links.length === 0)).toEqual([]);
});

it.each(rows.flatMap(({ number, links }) => links.map((link) => [number, link.shown, link] as const)))(
  'shows, where row %i says, an operation with %s',
  (_, shown, { file, anchor }) => {
    const section = sectionsOf(readPage(file)).find((one) => one.anchor === anchor);
    const documents = blocksOf({ file, text: section?.text ?? '' }).filter(({ language }) => language === 'graphql');
    const fields = documents.flatMap(({ text }) => fieldsOf(text));
    expect(fields).toContain(/^`(?:\w+\.)?(\w+)`$/.exec(shown)?.[1]);
  },
);

/** The names of all fields that an operation selects. */
function fieldsOf(document: string): string[] {
  const names: string[] = [];
  visit(parse(document), { Field: ({ name }: FieldNode) => void names.push(name.value) });
  return names;
}
