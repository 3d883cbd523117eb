/**
 * Tells whoever waits how far a bench is, on standard error: standard output has the results alone, so that they can be kept in a
 * file, or read by a program with `--json`.
 */
export function say(line: string) {
  process.stderr.write(`${line}\n`)
}
