import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'

/** What signs checkpoints and exports in a harness: a key of its own, forgotten with it. */
export const HARNESS_KEYS = [signingKey(newSigningKey('127.0.0.1')) as SigningKey]
