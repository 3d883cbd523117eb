import type { NewClaim } from '../../src/claims/claims.commands'

/** A claim as a command takes it: what a test doesn't say is as here, so that a new field is filled in here alone. */
export function newClaim(said: Partial<NewClaim> = {}): NewClaim {
  return {
    speakers: [{ name: 'Somebody', kind: 'person' }],
    saidOn: null,
    saidOnBasis: 'not_stated',
    saidOnWords: null,
    medium: 'tweet',
    stance: 'asserts',
    summary: null,
    ...said,
  }
}
