import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { Medium, Stance, State } from './claim'
import type { SaidOnBasis } from './said-on'

/** What was said: one assertion by its speaker or joint speakers, at one time, in one medium. */
@Entity('claims')
export class Claim {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** EDTF; null is "not stated". */
  @Column('text', { nullable: true })
  saidOn!: string | null

  /** First and last possible day; null is open, or not stated. */
  @Column('date', { nullable: true })
  saidOnEarliest!: string | null

  @Column('date', { nullable: true })
  saidOnLatest!: string | null

  @Column('text')
  saidOnBasis!: SaidOnBasis

  /** The article's words the date comes from: "on Monday". */
  @Column('text', { nullable: true })
  saidOnWords!: string | null

  @Column('text')
  medium!: Medium

  @Column('text')
  stance!: Stance

  /** One plain sentence; without one the claim's words are those of its first statement. */
  @Column('text', { nullable: true })
  summary!: string | null

  @Column('text', { default: 'published' })
  state!: State

  @Column('text', { nullable: true })
  withdrawnReason!: string | null

  /** Of a withdrawn row: it was a draft, and becomes one again when it is restored. */
  @Column('boolean', { default: false })
  withdrawnAsDraft!: boolean

  /** The claim that it turned out to be: its reports and links have gone there. */
  @Column('integer', { nullable: true })
  joinedIntoId!: number | null

  /** When its words were erased; it stays withdrawn. */
  @Column('timestamptz', { nullable: true })
  redactedAt!: Date | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
