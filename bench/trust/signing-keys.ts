import { newSigningKey, type SigningKey, signingKey } from '../../src/proof/signed-note'

/** What signs checkpoints and exports in a harness: a key of its own, forgotten with it. As text, for its other processes. */
export const HARNESS_KEY = newSigningKey('127.0.0.1')

export const HARNESS_KEYS = [signingKey(HARNESS_KEY) as SigningKey]
