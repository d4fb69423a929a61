// Sentences that several inputs share.
export const IDEMPOTENCY_KEY =
  'Repeating a call with the same key and input within 24 hours gives the first answer and does nothing again. 1 to 255 characters.';
export const BATCH_MODE = 'What a refused item means for the others.';
export const BUSINESS_ID = 'The business in whose name this is done.';
export const MESSAGE = 'A personal word, up to 1,000 characters.';
export const INVITE_EXPIRES_AT = 'When the invites expire: 5 minutes to 30 days ahead; 7 days when absent.';
export const VALIDATE_ONLY = 'Only the verdicts: nothing is written, nothing is sent.';
export const LEVELS = 'The levels, 1 to 10; each must exist for the type of the asset.';
