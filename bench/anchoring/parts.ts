import type { Harness } from '../trust/harness'
import { matcher } from './matcher'
import { revisions } from './revisions'
import { speed } from './speed'
import { traps } from './traps'

/** What is measured of articles that change, by the name that is given behind `npm run bench -- anchoring`. */
export const PARTS: Record<string, Harness> = { matcher, traps, speed, revisions }
