import { readFileSync } from 'node:fs';

/** The rows of the table below the line that begins so, cell by cell, without its head. */
export function rowsOf(page: string, head: string): string[][] {
  const lines = page.split('\n');
  const start = lines.findIndex((line) => line.startsWith(head));
  if (start < 0) throw new Error(`There is no table ${head}`);
  const length = lines.slice(start).findIndex((line) => !line.startsWith('|'));
  return lines.slice(start + 2, start + length).map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
}

/** The words between backticks. */
export const codesIn = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, word = '']) => word);

/** The text of the fenced block that begins so. */
export function blockOf(page: string, info: string): string {
  const found = page.split(`\`\`\`${info}\n`)[1]?.split('\n```')[0];
  if (found === undefined) throw new Error(`There is no block ${info}`);
  return found;
}

/** A number of the source by its name: most of them are nobody's business but their file's. */
export function numberIn(file: string, name: string): number {
  const [, text] = new RegExp(`${name} = ([\\d_ *]+);`).exec(readFileSync(file, 'utf8')) ?? [];
  if (text === undefined) throw new Error(`${file} has no ${name}`);
  return text.split('*').reduce((product, factor) => product * Number(factor.replaceAll('_', '')), 1);
}
