import type { OperationTypeNode } from 'graphql';

// What the parts of the server tell of themselves, to be measured.

export type Transport = 'websocket' | 'sse' | 'callback';

export interface OperationObserver {
  /** One operation has ended; `fields` are its root fields. */
  operation(type: OperationTypeNode, fields: readonly string[], failed: boolean, durationMs: number): void;
  /** A subscription has begun. */
  subscription(fields: readonly string[], ended: Promise<void>): void;
  /** A mutation was carried out on so many items. */
  batch(mutation: string, items: number): void;
}

export interface ConnectionObserver {
  opened(transport: Transport): void;
  closed(transport: Transport, reason: string): void;
}

/** Is told what the delivery does. */
export interface DeliveryObserver {
  /** One execution for `subscribers`, of a change of that time where it is one. */
  delivered(subscribers: number, occurredAt: Date | undefined): void;
}
