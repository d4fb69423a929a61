// Sentences that several inputs share.
export const IDEMPOTENCY_KEY =
  'Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters.';
export const BATCH_MODE = 'What a refused item means for the others.';
export const BUSINESS_ID = 'The business in whose name this is done.';
