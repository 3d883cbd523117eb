import type { EntityManager } from 'typeorm'
import { stageAnnotations } from './annotation-export.commands'
import { stageCsv } from './csv-export.commands'
import type { TextAt } from './insert-texts.commands'
import { requireSameAgain } from './same-again.queries'
import { requireSameAnnotations } from './same-annotations.queries'
import { requireSameTables } from './same-tables.queries'
import { type Staged, stageLines } from './stage-lines.commands'

/** `lines`: `claims.jsonl`. `tables`: `claims.csv` with or without `links.csv`. `annotations`: `annotations.jsonld`. */
export type FormatName = 'lines' | 'tables' | 'annotations'

/** An export, as it lies on the disk. */
export interface ExportToBringIn {
  format: FormatName
  /** The bytes of its file, of tables those of `claims.csv`, from the first each time. */
  open(): AsyncIterable<Buffer>
  /** Likewise of `links.csv`; null where there is none. */
  openLinks: (() => AsyncIterable<Buffer>) | null
  /** Whole texts that lie beside it. */
  textAt: TextAt
}

/** How an export of one format is read, and compared with what was made of it. */
interface Format {
  stage(
    db: EntityManager,
    given: ExportToBringIn,
    baseUrl: string,
    tell: (what: string, rows: number) => void,
  ): Promise<Staged>
  requireSame(
    db: EntityManager,
    given: ExportToBringIn,
    is: { rows: number; baseUrl: string },
    tell: (done: number) => void,
  ): Promise<void>
  /** A row a passage or a link: what is made of them is put together, and some of it is not told. */
  isFlat: boolean
}

export const FORMATS: Record<FormatName, Format> = {
  lines: {
    stage: (db, { open }, baseUrl, tell) => stageLines(db, open(), baseUrl, tell),
    requireSame: (db, { open }, is, tell) => requireSameAgain(db, open(), is, tell),
    isFlat: false,
  },
  tables: {
    stage: stageCsv,
    requireSame: (db, given, _is, tell) => requireSameTables(db, given, tell),
    isFlat: true,
  },
  annotations: {
    stage: (db, { open }, baseUrl, tell) => stageAnnotations(db, open(), baseUrl, tell),
    requireSame: (db, { open }, { baseUrl }, tell) => requireSameAnnotations(db, open(), baseUrl, tell),
    isFlat: true,
  },
}
