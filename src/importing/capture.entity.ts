import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { ProposedZone } from '../articles/zone'
import type { Metadata } from '../extraction/extracted'
import type { CaptureState, Given } from './capture'

/** A file or page that somebody sent or had fetched, until it is an article; its maker’s alone. */
@Entity('captures')
export class Capture {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer', { nullable: true })
  jobId!: number | null

  @Column('integer')
  madeById!: number

  @Column('text')
  name!: string

  @Column('text')
  state!: CaptureState

  @Column('text', { nullable: true })
  problem!: string | null

  @Column('integer', { nullable: true })
  articleId!: number | null

  @Column('bytea', { nullable: true, select: false })
  raw!: Buffer | null

  @Column('text', { nullable: true })
  mediaType!: string | null

  @Column('text', { nullable: true })
  fileName!: string | null

  @Column('text', { nullable: true })
  askedUrl!: string | null

  @Column('text', { nullable: true })
  capturedFrom!: string | null

  @Column('timestamptz', { nullable: true })
  capturedAt!: Date | null

  @Column('jsonb', { default: {} })
  given!: Given

  @Column('text', { nullable: true, select: false })
  text!: string | null

  @Column('jsonb', { nullable: true })
  metadata!: Metadata | null

  @Column('jsonb', { nullable: true })
  zones!: ProposedZone[] | null

  @Column('text', { nullable: true })
  extractor!: string | null

  @Column('timestamptz', { nullable: true })
  leasedUntil!: Date | null

  @Column('integer', { default: 0 })
  tries!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date
}
