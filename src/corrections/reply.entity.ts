import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { State } from '../claims/claim'
import type { ReplyWay } from './reply'

/** Right of reply: what somebody whom a claim concerns has to say to it, in their own words, beside the claim. */
@Entity('replies')
export class Reply {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  claimId!: number

  /** The request that it came with. */
  @Column('integer', { nullable: true })
  correctionId!: number | null

  /** Who replies: either a speaker or, where they are none here, a name. */
  @Column('integer', { nullable: true })
  speakerId!: number | null

  @Column('text', { nullable: true })
  byName!: string | null

  @Column('text')
  words!: string

  /** ISO day. */
  @Column('date')
  repliedOn!: string

  @Column('text')
  way!: ReplyWay

  /** Where it was published, if it was. */
  @Column('text', { nullable: true })
  url!: string | null

  @Column('text', { default: 'published' })
  state!: State

  @Column('text', { nullable: true })
  withdrawnReason!: string | null

  /** When these very words became public; null while only the desk has seen them. */
  @Column('timestamptz', { nullable: true })
  publishedAt!: Date | null

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
