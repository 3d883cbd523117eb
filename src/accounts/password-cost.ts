/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane (algorithm 2 is argon2id). About 35 ms on one core. */
export const PASSWORD_COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }
