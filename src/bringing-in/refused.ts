/** Why an export is not brought in, and at which of its lines that shows; null is not of one line. Nothing is kept of it then. */
export class Refused extends Error {
  constructor(
    readonly line: number | null,
    readonly reason: string,
  ) {
    super(line === null ? reason : `Line ${line}: ${reason}`)
    this.name = 'Refused'
  }
}
