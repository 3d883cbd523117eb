import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { SubjectKind } from '../history/history.commands'

/** Something that somebody is told of. */
@Entity('notifications')
export class Notification {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Who is told. */
  @Column('integer')
  accountId!: number

  /** In small words: "mention", "sent back". */
  @Column('text')
  kind!: string

  @Column('text')
  subjectKind!: SubjectKind

  @Column('integer')
  subjectId!: number

  /** Whose act it tells of; null is somebody without an account. */
  @Column('integer', { nullable: true })
  byId!: number | null

  @Column('text')
  text!: string

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  readAt!: Date | null

  @Column('timestamptz', { nullable: true })
  mailedAt!: Date | null

  /** Until when it is somebody’s to mail. */
  @Column('timestamptz', { nullable: true })
  mailTakenUntil!: Date | null
}
