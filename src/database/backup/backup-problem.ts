/** A backup can't be taken, or a file not be restored, in a sentence for whoever asked; nothing was changed. */
export class BackupProblem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'BackupProblem'
  }
}
