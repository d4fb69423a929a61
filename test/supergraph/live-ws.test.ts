import { promiseLiveChanges } from './live-promises.js';

promiseLiveChanges('ws', { tells: false });
