import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** A fenced block of a page. */
export interface Block {
  /** Of its first fence, from 1. */
  line: number;
  language: string;
  text: string;
  /** What the line of words right above it says; empty when another block or a heading stands there. */
  lead: string;
}

/** A part of a page, from its heading to the next one of any depth. */
export interface Section {
  heading: string;
  /** What `#…` of a link says, as GitHub makes it from the heading. */
  anchor: string;
  text: string;
}

/** A page as its file says it, by its path from the repository's root. */
export interface Page {
  file: string;
  text: string;
}

export const readPage = (file: string): Page => ({ file, text: readFileSync(file, 'utf8') });

/** All pages in a folder, those below it too. */
export const readPages = (folder: string): Page[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .sort()
    .map((name) => readPage(path.posix.join(folder, name.replaceAll('\\', '/'))));

/** The fenced blocks of a page, in order. */
export function blocksOf({ text }: Page): Block[] {
  const lines = text.split('\n');
  const blocks: Block[] = [];
  let lead = '';
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (!line.startsWith('```')) {
      if (line.trim() !== '') lead = line.startsWith('#') ? '' : line;
      continue;
    }
    const end = lines.indexOf('```', index + 1);
    if (end < 0) throw new Error(`The block of line ${index + 1} does not end`);
    blocks.push({ line: index + 1, language: line.slice(3), text: lines.slice(index + 1, end).join('\n'), lead });
    lead = '';
    index = end;
  }
  return blocks;
}

/** The sections of a page, in order. */
export function sectionsOf({ text }: Page): Section[] {
  const sections: Section[] = [];
  let inBlock = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('```')) inBlock = !inBlock;
    const heading = inBlock ? undefined : /^#+ (.+)/.exec(line)?.[1];
    const last = sections.at(-1);
    if (heading !== undefined) sections.push({ heading, anchor: anchorOf(heading), text: '' });
    else if (last) last.text += `${line}\n`;
  }
  return sections;
}

const withoutBlocks = (text: string): string => text.replace(/^```[\s\S]*?^```$/gm, '');

const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

/** Links of a page to other pages of the repository, and within it: what is shown, the file, and the anchor if there is one. */
export function linksOf({ file, text }: Page): { shown: string; file: string; anchor: string | undefined }[] {
  return [...withoutBlocks(text).matchAll(/\[([^\]]+)\]\(([^)\s]+)\)/g)]
    .map(([, shown = '', target = '']) => ({ shown, target }))
    .filter(({ target }) => !/^[a-z]+:/.test(target))
    .map(({ shown, target }) => {
      const [to = '', anchor] = target.split('#');
      return { shown, file: to === '' ? file : path.posix.join(path.posix.dirname(file), to), anchor };
    });
}
