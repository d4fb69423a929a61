import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { commaSeparated } from './config-values.js';

/** So many stay parsed in memory. */
const MOST_DOCUMENTS = 1_000;
const MOST_BYTES = 5 * 1024 * 1024;

/** Files of persisted documents, with commas: the documents by SHA-256 in hex. */
export const documentFiles = commaSeparated.transform((files, context) => {
  const read = readAll(files);
  if (typeof read !== 'string') return read;
  context.addIssue(read);
  return z.NEVER;
});

/** Or what is wrong with the first file that cannot be used, in words. */
function readAll(files: readonly string[]): Map<string, string> | string {
  if (files.length === 0) return 'must name JSON files of persisted documents';
  const documents = new Map<string, string>();
  for (const [index, file] of files.entries()) {
    const read = readDocuments(file);
    if (typeof read === 'string') return `must name JSON files of persisted documents; number ${index + 1} ${read}`;
    for (const [hash, text] of read) documents.set(hash, text);
  }
  return documents.size > MOST_DOCUMENTS ? `must name ${MOST_DOCUMENTS} documents or fewer` : documents;
}

function readDocuments(file: string): [hash: string, text: string][] | string {
  const text = read(file);
  if (text === undefined) return 'cannot be read';
  if (text.length > MOST_BYTES) return `is larger than ${MOST_BYTES} bytes`;
  const content = parse(text);
  if (typeof content !== 'object' || content === null) return 'is not a JSON object';
  const entries = Object.entries(content).map(([name, document]) => [name.replace(/^sha256:/, ''), document]);
  return entries.every(isDocument) ? entries : 'has an entry that is not the SHA-256 of a document with the document';
}

const isDocument = (entry: unknown[]): entry is [hash: string, text: string] => {
  const [hash, text] = entry;
  return typeof text === 'string' && hash === createHash('sha256').update(text).digest('hex');
};

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
