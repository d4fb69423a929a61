import * as http from 'node:http';
import * as https from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';

/** A message to somebody else's server. */
export interface Letter {
  url: URL;
  /** JSON. */
  body: string;
  /** Of a question that only 204 answers with yes. */
  question?: boolean;
}

/** `gone`: nobody asks for it any more. `detail` says why it was not taken, for the log. */
export interface Delivery {
  outcome: 'taken' | 'gone' | 'failed';
  detail: string;
}

export interface CourierOptions {
  /** How long one request may take, its answer included, in ms. */
  requestMs: number;
  /** What is waited before each further try, in ms. */
  retryDelaysMs: readonly number[];
}

export interface Courier {
  /** Delivers by POST, with at most so many further tries; those are given up when `signal` aborts. Never throws. */
  deliver(letter: Letter, options?: { signal?: AbortSignal; retries?: number }): Promise<Delivery>;
  /** Cuts what is under way; nothing is delivered afterwards. */
  close(): void;
}

// A router that answers in 5 ms is brought 50,000 messages a second by so many; one that does not is spared the rest.
const SOCKETS_PER_ORIGIN = 256;
const HEADERS = { 'content-type': 'application/json', 'subscription-protocol': 'callback/1.0' };
const MAY_PASS: ReadonlySet<number> = new Set([408, 429]);

/**
 * Brings messages to callback URLs. Redirects are not followed: they would lead past the list of origins. What could not be
 * reached, took too long or had a fault of its own (5xx) is tried again, so that a message may arrive twice, but is never
 * skipped.
 */
export function createCourier({ requestMs, retryDelaysMs }: CourierOptions): Courier {
  const settings = { keepAlive: true, maxSockets: SOCKETS_PER_ORIGIN };
  const agents = { plain: new http.Agent(settings), secure: new https.Agent(settings) };
  let closed = false;

  function post({ url, body }: Letter): Promise<number> {
    const [{ request }, agent] = url.protocol === 'https:' ? [https, agents.secure] : [http, agents.plain];
    return new Promise((resolve, reject) => {
      const signal = AbortSignal.timeout(requestMs);
      let status: number | undefined;
      const settle = (error: Error) => (status === undefined ? reject(error) : resolve(status));
      const outgoing = request(url, { method: 'POST', agent, headers: HEADERS, signal });
      outgoing.on('error', settle);
      outgoing.on('response', (response) => {
        status = response.statusCode ?? 0;
        response.on('error', settle); // the body broke off; what it was does not matter
        response.on('close', () => resolve(status ?? 0));
        response.resume();
      });
      outgoing.end(body);
    });
  }

  async function attempt(letter: Letter): Promise<Delivery & { again: boolean }> {
    try {
      const status = await post(letter);
      const detail = `status ${status}`;
      if (letter.question ? status === 204 : status >= 200 && status < 300) {
        return { outcome: 'taken', detail, again: false };
      }
      if (status === 404) return { outcome: 'gone', detail, again: false };
      return { outcome: 'failed', detail, again: status >= 500 || MAY_PASS.has(status) };
    } catch (error) {
      const { code, name } = error as NodeJS.ErrnoException; // all that a request fails with
      return { outcome: 'failed', detail: String(code ?? name), again: true };
    }
  }

  return {
    deliver: async (letter, { signal, retries } = {}) => {
      const isOver = () => closed || signal?.aborted === true;
      if (closed) return { outcome: 'failed', detail: 'closed' };
      let { again, ...delivery } = await attempt(letter);
      for (const delayMs of retryDelaysMs.slice(0, retries)) {
        if (again) await sleep(delayMs, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch(() => {});
        if (!again || isOver()) break;
        ({ again, ...delivery } = await attempt(letter));
      }
      return delivery;
    },
    close: () => {
      closed = true;
      agents.plain.destroy();
      agents.secure.destroy();
    },
  };
}
