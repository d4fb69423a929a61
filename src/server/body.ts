import type { IncomingMessage } from 'node:http';
import { HttpError } from './answer.js';

/** 100 invitees with roles and grants are about 40 kB. */
export const BODY_LIMIT = 256 * 1024;

/** For the router: 1,000 representations with compound keys are about 200 kB, and it may ask for several types at once. */
export const ROUTER_BODY_LIMIT = 512 * 1024;

// A client that is still sending sees no answer before it has sent all; beyond this the connection is cut instead.
const DISCARD_LIMIT = 16 * 1024 * 1024;

/**
 * Reads a request's body as JSON. Throws `HttpError`: 415 unless it is application/json in UTF-8 and not compressed, 413 above
 * `limit` bytes, 400 when it is not JSON. Never holds more than the limit in memory.
 */
export async function readJsonBody(request: IncomingMessage, limit: number): Promise<unknown> {
  const refusal = refuseHeaders(request, limit);
  if (refusal) throw discardRest(request, refusal);
  const bytes = await readBytes(request, limit);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new HttpError(400, 'The body is not JSON in UTF-8');
  }
}

function refuseHeaders(request: IncomingMessage, limit: number): HttpError | undefined {
  const [type, ...parameters] = (request.headers['content-type'] ?? '').toLowerCase().split(';');
  if (type?.trim() !== 'application/json') return new HttpError(415, 'The content-type must be application/json');
  const charset = parameters
    .map((parameter) => /^\s*charset\s*=\s*"?([^"\s]*)"?\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  if (charset && charset !== 'utf-8' && charset !== 'utf8') return new HttpError(415, 'The charset must be utf-8');
  const encoding = request.headers['content-encoding'];
  if (encoding && encoding !== 'identity') return new HttpError(415, 'The body must not be compressed');
  if (Number(request.headers['content-length'] ?? 0) > limit) return tooLarge(limit);
  return undefined;
}

function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    request.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length <= limit) return chunks.push(chunk);
      request.removeAllListeners('data');
      return reject(discardRest(request, tooLarge(limit)));
    });
    request.on('end', () => resolve(Buffer.concat(chunks)));
    request.on('close', () => reject(new HttpError(400, 'The body ended early'))); // after 'end' it changes nothing
    request.on('error', () => reject(new HttpError(400, 'The body ended early')));
  });
}

/** Lets the client send on into nothing for a while: a connection reset at once would take the answer with it. */
function discardRest<T>(request: IncomingMessage, refusal: T): T {
  let discarded = 0;
  request.on('data', (chunk: Buffer) => {
    discarded += chunk.length;
    if (discarded > DISCARD_LIMIT) request.destroy();
  });
  return refusal;
}

function tooLarge(limit: number): HttpError {
  return new HttpError(413, `The body is larger than ${limit} bytes`);
}
