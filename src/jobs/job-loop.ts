/** Where a job tells of what went wrong; a pino logger fits. */
export interface JobLog {
  warn(facts: object, message: string): void;
}

/** Runs one job over and over, never twice at once in this process. */
export interface JobLoop {
  start(): void;
  /** Runs it now, or again at once when it is running. */
  wake(): void;
  /** Ends after the run that is under way. */
  stop(): Promise<void>;
}

/** A loop that runs `job` every `everyMs` and whenever it is woken. What it throws is logged, and it runs again. */
export function createJobLoop(name: string, everyMs: number, job: () => Promise<unknown>, log: JobLog): JobLoop {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  const run = (): void => {
    clearTimeout(timer);
    if (stopped) return;
    if (running) {
      again = true;
      return;
    }
    running = job()
      .then(
        () => {},
        (error: unknown) => log.warn({ err: error, job: name }, 'a job failed and will run again'),
      )
      .finally(() => {
        running = undefined;
        if (stopped) return;
        timer = setTimeout(run, again ? 0 : everyMs);
        again = false;
      });
  };
  return {
    start: () => {
      stopped = false;
      run();
    },
    wake: run,
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}
