import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { CorrectionKind, CorrectionState } from './correction'

/** What a reader asks the desk to correct on a claim, and what the desk answered. Who asked stands apart. */
@Entity('corrections')
export class Correction {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  claimId!: number

  /** The claim's link that is said to be wrong. */
  @Column('integer', { nullable: true })
  linkId!: number | null

  @Column('text')
  kind!: CorrectionKind

  @Column('text')
  words!: string

  @Column('bytea')
  wordsSha256!: Buffer

  @Column('text', { nullable: true })
  sourceUrl!: string | null

  @Column('bytea', { unique: true })
  tokenSha256!: Buffer

  @Column('text', { default: 'open' })
  state!: CorrectionState

  @Column('integer', { nullable: true })
  assignedToId!: number | null

  /** To the sender alone. */
  @Column('text', { nullable: true })
  answer!: string | null

  /** Public: what was changed. */
  @Column('text', { nullable: true })
  changeWords!: string | null

  @Column('bigint', { nullable: true })
  changeHistoryId!: number | null

  @Column('timestamptz', { nullable: true })
  closedAt!: Date | null

  @Column('integer', { nullable: true })
  closedById!: number | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
