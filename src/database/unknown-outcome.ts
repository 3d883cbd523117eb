/** The connection was lost, or nobody answered in time, after COMMIT had been sent: it may be saved or not. */
export class UnknownOutcome extends Error {
  constructor(cause: unknown) {
    super('the connection was lost while committing', { cause })
  }
}
