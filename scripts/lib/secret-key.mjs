import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** 32 random bytes as base64url: what SECRET_KEY may be. */
export const newSecretKey = () => randomBytes(32).toString('base64url');

/** The demo's secret key, made at the first start: tokens and cursors hold over a restart. */
export function keptSecretKey(folder) {
  const file = path.join(folder, 'secret-key');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, newSecretKey(), { mode: 0o600 });
  try {
    linkSync(draft, file); // whole or not at all, and never over the key of another process
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8').trim();
}
