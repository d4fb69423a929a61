import { promiseLiveChanges } from './live-promises.js';

promiseLiveChanges('sse', { tells: true });
