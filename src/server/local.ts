import { HttpError } from './answer.js';
import type { Route } from './http.js';

/** For this machine alone: a page that had its own name resolve to it would carry that name in the host header. */
export const local =
  (answer: Route['answer']): Route['answer'] =>
  (request) => {
    if (!isLoopback(request.message.headers.host)) throw new HttpError(403, 'This is shown on this machine alone');
    return answer(request);
  };

function isLoopback(host: string | undefined): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i.test(host ?? '');
}
