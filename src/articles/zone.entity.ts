import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { ZoneKind } from './zone'

/** A range of a revision that is not the article's own text, in code points; those of a revision never overlap. */
@Entity('zones')
export class ZoneRow {
  @PrimaryColumn('integer')
  revisionId!: number

  @PrimaryColumn('integer')
  startOffset!: number

  @Column('integer')
  endOffset!: number

  @Column('text')
  kind!: ZoneKind
}
