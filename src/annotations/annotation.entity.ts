import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { TextPositionSelector } from '../quotes/selector'

/**
 * A passage that somebody marked in another program, taken over to wait for a speaker (docs/decisions/0049). Its words are those of the
 * revision, which never change; who marked it is not kept. It has no version: whoever dismisses what is dismissed changes nothing.
 */
@Entity('annotations')
export class Annotation {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  articleId!: number

  /** The newest of the article when it was taken over. */
  @Column('integer')
  revisionId!: number

  /** SHA-256 of what tells it from others: one that comes again is here already. */
  @Column('bytea')
  identity!: Buffer

  /** Where it can be looked at where it was made. */
  @Column('text', { nullable: true })
  address!: string | null

  /** Its places in the revision’s text, in code points, in their order. */
  @Column('jsonb')
  spans!: TextPositionSelector[]

  /** Where the first of them begins, and the last ends. */
  @Column('integer')
  startOffset!: number

  @Column('integer')
  endOffset!: number

  @Column('text', { nullable: true })
  note!: string | null

  @Column('jsonb', { default: () => "'[]'" })
  tags!: string[]

  /** Null for the command line. */
  @Column('integer', { nullable: true })
  takenById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  dismissedAt!: Date | null

  @Column('integer', { nullable: true })
  dismissedById!: number | null

  /** What was recorded of it; once that is withdrawn it waits again. */
  @Column('integer', { nullable: true })
  statementId!: number | null
}
