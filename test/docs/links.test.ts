import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { MEMBERSHIP_ERROR_CODES } from '../../src/domain/errors.js';
import { linksOf, readPage, readPages, sectionsOf } from './markdown.js';

const pages = [readPage('README.md'), ...readPages('docs')];

it('leads with each link to a page and a section that are there', () => {
  const links = pages.flatMap((page) => linksOf(page).map((link) => ({ from: page.file, ...link })));
  expect(links.length).toBeGreaterThan(80);
  const anchors = new Map(pages.map((page) => [page.file, sectionsOf(page).map(({ anchor }) => anchor)]));
  const dead = links.filter(
    ({ file, anchor }) => !existsSync(file) || (anchor !== undefined && !anchors.get(file)?.includes(anchor)),
  );
  expect(dead).toEqual([]);
});

it('tells of every refusal, in the order in which they are given', () => {
  const [first = ''] = readPage('docs/guides/refusals.md').text.split('\n## ');
  const codes = [...first.matchAll(/^\| ([A-Z_]+) \|/gm)].map(([, code]) => code);
  expect(codes).toEqual(MEMBERSHIP_ERROR_CODES);
});
