import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** One captured text of an article; never changed. The texts are read only where they are asked for by name. */
@Entity('revisions')
export class Revision {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  articleId!: number

  @Column('integer')
  number!: number

  /** Canonical: LF, NFC, no NUL, no lone surrogate. */
  @Column('text', { select: false })
  text!: string

  @Column('bytea')
  textSha256!: Buffer

  /** In Unicode code points; PostgreSQL counts them too. */
  @Column('integer')
  length!: number

  /** The bytes as they came. */
  @Column('bytea', { select: false })
  raw!: Buffer

  @Column('bytea')
  rawSha256!: Buffer

  /** As a server or a form declared the bytes; null where they were pasted, or nobody said. */
  @Column('text', { nullable: true })
  mediaType!: string | null

  /** The address that they were fetched from, after all redirects; null where an editor sent them. */
  @Column('text', { nullable: true })
  capturedFrom!: string | null

  @Column('text', { nullable: true })
  fileName!: string | null

  /** What made the text of the bytes; null where they are the text. */
  @Column('text', { nullable: true })
  extractor!: string | null

  /** Of the text as it is left after a redaction; null is not redacted, and then `textSha256` is the text's. */
  @Column('bytea', { nullable: true })
  redactedSha256!: Buffer | null

  /** Of the text as far as it is here: one that came with an export has blocks between its quoted passages. Null is whole. */
  @Column('bytea', { nullable: true })
  keptSha256!: Buffer | null

  @Column('timestamptz', { default: () => 'now()' })
  capturedAt!: Date

  @Column('integer', { nullable: true })
  capturedById!: number | null
}
