import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { RedactedKind } from './redaction'

/** What somebody has a right to see erased, as it is told in public; what was erased, history says. */
@Entity('redactions')
export class Redaction {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('bigint')
  historyId!: number

  @Column('text')
  subjectKind!: RedactedKind

  @Column('bigint')
  subjectId!: number

  @Column('text')
  reason!: string

  @Column('text', { nullable: true })
  legalBasis!: string | null
}
