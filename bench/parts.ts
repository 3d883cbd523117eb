import { anchoring } from './anchoring'
import { asOf } from './as-of'
import { attribution } from './attribution'
import { exportsPart } from './exports'
import type { Part } from './frame/part'
import { growth } from './growth'
import { pages } from './pages'
import { peers } from './peers'
import { readers } from './readers'
import { search } from './search'
import { trust } from './trust'
import { workbench } from './workbench'

/** Every part, by the name that the command line takes, in the order in which `all` runs them: what takes hours comes last. */
export const PARTS: Record<string, Part> = {
  pages,
  growth,
  search,
  exports: exportsPart,
  peers,
  readers,
  'as-of': asOf,
  attribution,
  workbench,
  anchoring,
  trust,
}
