// npm start: from a fresh clone to a running demo. Built-ins only, until the dependencies and the build are there.
import './lib/require-node.mjs';

const { parseArgs } = await import('node:util');
const { ensureBuilt, ensureInstalled } = await import('./lib/prepare.mjs');
const { fail, say } = await import('./lib/say.mjs');

const options = readOptions();
ensureInstalled({ allowed: options.install && process.env.CI !== 'true' });
ensureBuilt();
const { startDemo } = await import('./lib/demo.mjs');
const { readyBlock, readyJson } = await import('./lib/ready.mjs');

try {
  const demo = await startDemo(options);
  process.on('SIGINT', end).on('SIGTERM', end).on('SIGHUP', end);
  let ending = false;

  /** Drains in order; a second signal forces. */
  async function end() {
    // The database stops all the same: its watchdog sees us go.
    if (ending) process.exit(130);
    ending = true;
    say('\nStopping …');
    await demo.stop();
    process.exit(0);
  }

  const ready = { ...demo, seconds: Math.round(performance.now() / 100) / 10 };
  if (options.json) console.log(readyJson(ready));
  else console.log(readyBlock(ready));
} catch (error) {
  // Only the configuration's faults are for people; 78 is EX_CONFIG of sysexits.h.
  if (error.faults) fail(error.message, 78);
  fail(error.stack);
}

function readOptions() {
  const flag = { type: 'boolean', default: false };
  try {
    const { values } = parseArgs({
      allowNegative: true,
      options: {
        ephemeral: flag,
        json: flag,
        migrate: flag,
        seed: flag,
        install: { type: 'boolean', default: true },
        port: { type: 'string' },
      },
    });
    return values;
  } catch (error) {
    return fail(`${error.message}\nThere are: --ephemeral --json --port N --migrate --seed --no-install`);
  }
}
