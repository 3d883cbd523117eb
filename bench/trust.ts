import { partOf } from './trust/harness'
import { HARNESSES } from './trust/harnesses'

/**
 * Every harness that looks for damage, one after the other, each with a control that it has to find: `npm run bench --
 * trust` runs all, `npm run bench -- trust NAME` one of them.
 */
export const trust = partOf(
  'Damage of every kind looked for, each harness with a control that it has to find',
  HARNESSES,
)
