import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { SpanPart } from './claim'

/** A span of a statement: its words, their context, and where they are, in code points of the revision's text. */
@Entity('spans')
export class SpanRow {
  @PrimaryColumn('integer')
  statementId!: number

  @PrimaryColumn('text')
  part!: SpanPart

  @PrimaryColumn('smallint')
  position!: number

  @Column('integer')
  startOffset!: number

  @Column('integer')
  endOffset!: number

  @Column('text')
  exact!: string

  @Column('text')
  prefix!: string

  @Column('text')
  suffix!: string
}
