import { createApp } from './app.js';
import { type Config, ConfigError, loadConfig } from './config.js';
import { createLog, type Log } from './server/log.js';

const EXIT_CONFIG = 78; // EX_CONFIG of sysexits.h

/** `npm run serve`: serves and does nothing else. Every fault of the configuration is told at once, exit 78. */
async function main(): Promise<void> {
  const config = readConfig();
  if (!config) return;
  const log = createLog(config.logLevel);
  try {
    const app = await createApp({ config, log });
    stopOnSignals(app.stop, log);
    await app.start();
  } catch (error) {
    log.fatal({ err: error }, 'the server could not start');
    process.exit(1);
  }
}

function readConfig(): Config | undefined {
  try {
    return loadConfig(process.env, 'serve');
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = EXIT_CONFIG;
    return undefined;
  }
}

/** The first signal ends the server in order, the second one at once. */
function stopOnSignals(stop: () => Promise<void>, log: Log): void {
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        log.fatal({ err: error }, 'the server did not stop in order');
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
}

await main();
