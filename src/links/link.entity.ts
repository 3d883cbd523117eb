import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { State } from '../claims/claim'
import type { Relation } from './relation'

/** A typed relation from the answering claim to the answered one. */
@Entity('links')
export class Link {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  fromClaimId!: number

  @Column('integer')
  toClaimId!: number

  @Column('text')
  relation!: Relation

  @Column('text', { nullable: true })
  reason!: string | null

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
