import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** One change: who did what to which row, and when. Only ever added. */
@Entity('history')
export class HistoryRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('timestamptz', { default: () => 'clock_timestamp()' })
  at!: Date

  /** Null is the command line, and a reader who asks for a correction. */
  @Column('integer', { nullable: true })
  accountId!: number | null

  @Column('text')
  action!: string

  @Column('text')
  subjectKind!: string

  @Column('integer')
  subjectId!: number

  /** The subject's version after the change; null of what has none. */
  @Column('integer', { nullable: true })
  version!: number | null

  /** SHA-256 over the payload's salt, its bytes, and those of the image if there is one. */
  @Column('bytea')
  payloadCommitment!: Buffer
}
