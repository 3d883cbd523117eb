import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { CarryingClass, Effect, Outcome, Reason, SpanPlace } from './carrying'

/** What became of a statement when its article got a new text. */
@Entity('carryings')
export class Carrying {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  statementId!: number

  @Column('integer')
  fromRevisionId!: number

  /** The new text. */
  @Column('integer')
  revisionId!: number

  /** Its spans as they were looked for; null of a row older than this column, whose statement had been changed since. */
  @Column('jsonb', { nullable: true })
  comparedSpans!: SpanPlace[] | null

  @Column('text')
  class!: CarryingClass

  /** Why an editor is asked; of what is edited or ambiguous. */
  @Column('text', { nullable: true })
  because!: Reason | null

  /** Places in the new text that may be meant, the likeliest first. */
  @Column('jsonb', { default: () => "'[]'" })
  candidates!: SpanPlace[][]

  /** Null waits for an editor. */
  @Column('text', { nullable: true })
  outcome!: Outcome | null

  @Column('text', { nullable: true })
  effect!: Effect | null

  /** Where it was in the one text, and where it is in the other; of what waits neither is settled. */
  @Column('jsonb', { nullable: true })
  beforeSpans!: SpanPlace[] | null

  @Column('jsonb', { nullable: true })
  afterSpans!: SpanPlace[] | null

  /** Null is by itself, or the command line. */
  @Column('integer', { nullable: true })
  settledById!: number | null

  @Column('timestamptz', { nullable: true })
  settledAt!: Date | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date
}
