/** So many times as many random operations as `npm test` has time for (docs/contributing.md). */
export const TRIALS = Number(process.env.GAINSAY_TRIALS ?? 1)

if (!(Number.isInteger(TRIALS) && TRIALS >= 1)) throw new Error('GAINSAY_TRIALS is a whole number from 1.')

/** How many: a few in `npm test`, else the whole, GAINSAY_TRIALS times. */
export const fewOr = (few: number, whole: number) => (TRIALS === 1 ? few : whole * TRIALS)

/** Which random ones: those after others that were tried before. */
export const SEED = Number(process.env.GAINSAY_SEED ?? 0)
if (!(Number.isInteger(SEED) && SEED >= 0)) throw new Error('GAINSAY_SEED is a whole number from 0.')
