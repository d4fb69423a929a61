// npm run reset: removes .data/, the demo's database and secret key. The next start makes new ones.
import './lib/require-node.mjs';

const { readFileSync, realpathSync, rmSync } = await import('node:fs');
const { connect } = await import('node:net');
const { default: path } = await import('node:path');
const { ROOT } = await import('./lib/prepare.mjs');
const { fail, say } = await import('./lib/say.mjs');

const folder = path.join(ROOT, '.data');
const cluster = realPath(path.join(folder, 'postgres'));

const port = serverPort();
if (port && (await answers(port))) fail('The demo is running (its database answers). Stop it first.');
// It lies elsewhere where PostgreSQL could not reach it here, and is linked to.
if (cluster) rmSync(cluster, { recursive: true });
rmSync(folder, { recursive: true, force: true });
say('Removed .data/: the next start begins anew.');

function realPath(file) {
  try {
    return realpathSync(file);
  } catch {
    return undefined;
  }
}

/** The fourth line of postmaster.pid. */
function serverPort() {
  try {
    return Number(readFileSync(path.join(cluster ?? folder, 'postmaster.pid'), 'utf8').split('\n')[3]);
  } catch {
    return undefined;
  }
}

function answers(port) {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}
