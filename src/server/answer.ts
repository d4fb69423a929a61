import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';

/** What is sent back: headers in lower case, the body as one text. */
export interface Answer {
  status: number;
  headers: OutgoingHttpHeaders;
  body: string;
}

/** An answer whose body comes bit by bit. */
export interface StreamAnswer {
  status: number;
  headers: OutgoingHttpHeaders;
  /** Called once the head is written; from then on the response belongs to whoever is called. */
  open(response: ServerResponse): void;
}

export function json(status: number, value: unknown, headers: OutgoingHttpHeaders = {}): Answer {
  const body = `${JSON.stringify(value)}\n`;
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}

export function text(body: string): Answer {
  return { status: 200, headers: { 'content-type': 'text/plain; charset=utf-8' }, body };
}

/** What HTTP itself refuses, in the shape of a GraphQL answer, so that clients need to read one shape alone. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: OutgoingHttpHeaders = {},
  ) {
    super(message);
    this.name = 'HttpError';
  }

  toAnswer(): Answer {
    const code = this.status === 403 ? 'FORBIDDEN' : 'BAD_REQUEST';
    const errors = [{ message: this.message, extensions: { code } }];
    return json(this.status, { errors }, this.headers);
  }
}
