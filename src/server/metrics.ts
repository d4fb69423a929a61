import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { HubObserver } from '../events/hub.js';
import type { ConnectionObserver, DeliveryObserver, OperationObserver } from './observers.js';

/** What is only known by looking, at each scrape; rejects where it cannot be seen. */
export interface Readings {
  pool: () => { total: number; idle: number; waiting: number };
  /** For how long the most overdue invite has been late, in seconds. */
  sweeperLag: () => Promise<number>;
}

export interface Metrics extends OperationObserver, ConnectionObserver, DeliveryObserver, HubObserver {
  watch(readings: Readings): void;
  /** In Prometheus's text format. */
  render(): Promise<{ contentType: string; body: string }>;
}

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ITEMS = [1, 2, 5, 10, 20, 50, 100];

// Codes of the transport's own; a client may close with any of thousands, which would each be a series of their own.
const CLOSE_CODES: ReadonlySet<string> = new Set(
  '1000 1001 1005 1006 1009 1011 1012 1013 4400 4401 4403 4406 4408 4409 4429 4500'.split(' '),
);
const REASONS: ReadonlySet<string> = new Set(['completed', 'left', 'expired', 'slow', 'failed', 'stopping']);

/**
 * The measurements of one server. Labels are root fields of the schema, transports and codes: a bounded set, in which no id
 * and nothing that a client wrote can stand. `process` adds memory, CPU and the event loop.
 */
export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (options.process) collectDefaultMetrics({ register: registry });
  const counter = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Counter({ name: `membership_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, ...labelNames: L[]) =>
    new Gauge({ name: `membership_${name}`, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, buckets: number[], ...labelNames: L[]) =>
    new Histogram({ name: `membership_${name}`, help, buckets, labelNames, registers });

  const operations = histogram(
    'operation_duration_seconds',
    'Queries and mutations by root field, from the arrival to the answer.',
    SECONDS,
    'type',
    'operation',
    'outcome',
  );
  const batches = histogram('batch_items', 'Items of one mutation.', ITEMS, 'operation');
  const connections = gauge('connections', 'Open sockets, event streams and callbacks.', 'transport');
  const closes = counter(
    'connections_closed_total',
    'Ended sockets, event streams and callbacks.',
    'transport',
    'reason',
  );
  const subscriptions = gauge('subscriptions', 'Subscriptions under way.', 'operation');
  const executions = counter('change_executions_total', 'Executions for changes; each may serve many subscribers.');
  const deliveries = counter('change_deliveries_total', 'Results handed to subscribers.');
  const logLag = histogram('log_lag_seconds', 'Age of a change when it is sent, resumed ones included.', SECONDS);
  const hintLag = histogram(
    'hint_lag_seconds',
    'From sending a hint to hearing it; this process asks itself.',
    SECONDS,
  );
  const resumes = counter('resumes_total', 'Subscriptions that begin behind a cursor.', 'outcome');

  return {
    operation: (type, fields, failed, durationMs) =>
      operations.observe({ type, operation: nameOf(fields), outcome: failed ? 'error' : 'ok' }, durationMs / 1000),
    subscription: (fields, ended) => {
      const one = subscriptions.labels({ operation: nameOf(fields) });
      one.inc();
      void ended.then(() => one.dec());
    },
    batch: (operation, items) => batches.observe({ operation }, items),
    opened: (transport) => connections.inc({ transport }),
    closed: (transport, reason) => {
      connections.dec({ transport });
      const known = transport === 'websocket' ? CLOSE_CODES : REASONS;
      closes.inc({ transport, reason: known.has(reason) ? reason : 'other' });
    },
    delivered: (subscribers, occurredAt) => {
      executions.inc();
      deliveries.inc(subscribers);
      if (occurredAt) logLag.observe(Math.max(0, Date.now() - occurredAt.getTime()) / 1000);
    },
    hinted: (lagMs) => hintLag.observe(lagMs / 1000),
    resumed: (outcome) => resumes.inc({ outcome }),
    watch: ({ pool, sweeperLag }) => {
      new Gauge({
        name: 'membership_pool_connections',
        help: 'Database connections by state, and requests that wait for one.',
        labelNames: ['state'],
        registers,
        collect() {
          for (const [state, count] of Object.entries(pool())) this.set({ state }, count);
        },
      });
      new Gauge({
        name: 'membership_sweeper_lag_seconds',
        help: 'For how long the most overdue invite has been late; NaN where the database cannot be asked.',
        registers,
        async collect() {
          this.set(await sweeperLag().catch(() => Number.NaN));
        },
      });
    },
    render: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  };
}

/** Of a document that was refused there are none. */
const nameOf = ([first = 'invalid', ...others]: readonly string[]): string => (others.length > 0 ? 'several' : first);
