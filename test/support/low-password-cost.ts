import type * as product from '../../src/accounts/password-cost'

/**
 * Stands in for src/accounts/password-cost.ts in tests (jest.config.js): the least that argon2id knows, 8 KiB and one pass, for
 * passwords that guard nothing. What the product takes is held by test/cli.test.ts.
 */
export const PASSWORD_COST: typeof product.PASSWORD_COST = { algorithm: 2, memoryCost: 8, timeCost: 1, parallelism: 1 }
