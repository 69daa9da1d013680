/** Tells the user something. */
export function say(text: string): void {
  process.stdout.write(`${text}\n`);
}

/** Tells the user that something is wrong. */
export function complain(text: string): void {
  process.stderr.write(`${text}\n`);
}
