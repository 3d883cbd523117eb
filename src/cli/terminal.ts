/** What a command ends with: done, refused or failed, called wrongly. */
export const DONE = 0
export const FAILED = 1
export const WRONG_USAGE = 2

/** The result: for people a line, with --json an object. Standard output carries nothing else. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`)
}

/** Everything that is not the result. */
export function complain(line: string): void {
  process.stderr.write(`${line}\n`)
}
