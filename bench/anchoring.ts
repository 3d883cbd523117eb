import { PARTS } from './anchoring/parts'
import { partOf } from './trust/harness'

/**
 * What is measured of articles that change: `npm run bench -- anchoring` runs all parts, `npm run bench -- anchoring
 * NAME` one of them.
 */
export const anchoring = partOf('Articles that change, and statements that stay at their words', PARTS)
