import { Column, Entity, PrimaryColumn } from 'typeorm'
import type { Medium, Wording } from './claim'
import type { SaidOnBasis } from './said-on'

/** Who passed a claim on, on its way from the utterance (position 0 is next to it) to the article of a statement. */
@Entity('hops')
export class Hop {
  @PrimaryColumn('integer')
  statementId!: number

  @PrimaryColumn('smallint')
  position!: number

  @Column('integer')
  speakerId!: number

  @Column('text')
  medium!: Medium

  @Column('text')
  wording!: Wording

  /** When it was passed on: EDTF; null is "not stated". */
  @Column('text', { nullable: true })
  saidOn!: string | null

  @Column('date', { nullable: true })
  saidOnEarliest!: string | null

  @Column('date', { nullable: true })
  saidOnLatest!: string | null

  @Column('text')
  saidOnBasis!: SaidOnBasis

  @Column('text', { nullable: true })
  saidOnWords!: string | null
}
