import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { State, Wording } from './claim'

/** A passage of one revision that reports a claim. */
@Entity('statements')
export class Statement {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  claimId!: number

  @Column('integer')
  revisionId!: number

  @Column('text')
  wording!: Wording

  /** Whether its content lies in a zone, which an editor has then confirmed. */
  @Column('boolean', { default: false })
  inZone!: boolean

  @Column('text', { default: 'published' })
  state!: State

  @Column('text', { nullable: true })
  withdrawnReason!: string | null

  /** Of a withdrawn row: it was a draft, and becomes one again when it is restored. */
  @Column('boolean', { default: false })
  withdrawnAsDraft!: boolean

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
