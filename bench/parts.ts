import { anchoring } from './anchoring'
import { asOf } from './as-of'
import { attribution } from './attribution'
import { chains } from './chains'
import { exportsPart } from './exports'
import type { Part } from './frame/part'
import { growth } from './growth'
import { migrationsPart } from './migrations'
import { nodes } from './nodes'
import { pages } from './pages'
import { peers } from './peers'
import { readers } from './readers'
import { search } from './search'
import { soakPart } from './soak'
import { trust } from './trust'
import { workbench } from './workbench'
import { writes } from './writes'

/** Every part, by the name that the command line takes, in the order in which `all` runs them: what takes hours comes last. */
export const PARTS: Record<string, Part> = {
  pages,
  growth,
  search,
  writes,
  chains,
  exports: exportsPart,
  peers,
  readers,
  'as-of': asOf,
  attribution,
  migrations: migrationsPart,
  soak: soakPart,
  workbench,
  nodes,
  anchoring,
  trust,
}
