/** So many times as many random operations as `npm test` has time for (docs/contributing.md). */
export const TRIALS = Number(process.env.GAINSAY_TRIALS ?? 1)

if (!(Number.isInteger(TRIALS) && TRIALS >= 1)) throw new Error('GAINSAY_TRIALS is a whole number from 1.')
