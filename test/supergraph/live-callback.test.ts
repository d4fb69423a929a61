import { promiseLiveChanges } from './live-promises.js';

promiseLiveChanges('callback', { tells: true });
