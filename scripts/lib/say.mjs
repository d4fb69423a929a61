/** Progress goes to stderr: stdout is for what a program may read. */
export const say = (line) => process.stderr.write(`${line}\n`);

/** Ends the process with a message for people, and no stack. */
export function fail(message, code = 1) {
  say(message);
  process.exit(code);
}
