import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { Rights } from './rights'

/** One publication of an outlet. Null in outlet, byline, url and published-on is "not known". */
@Entity('articles')
export class Article {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer', { nullable: true })
  outletId!: number | null

  @Column('text')
  headline!: string

  @Column('text', { nullable: true })
  byline!: string | null

  @Column('text', { nullable: true })
  url!: string | null

  /** BCP 47. */
  @Column('text', { default: 'und' })
  language!: string

  @Column('date', { nullable: true })
  publishedOn!: string | null

  /** Null follows the outlet. */
  @Column('text', { nullable: true })
  rights!: Rights | null

  /** Whose it is to tag. */
  @Column('integer', { nullable: true })
  assignedToId!: number | null

  /** When its first statement was recorded; a trigger keeps it. */
  @Column('timestamptz', { nullable: true })
  taggingBegunAt!: Date | null

  /** When an editor said that all is tagged. */
  @Column('timestamptz', { nullable: true })
  taggingDoneAt!: Date | null

  /** The article that it is a copy of, which is none itself; null is an origin. */
  @Column('integer', { nullable: true })
  copyOfId!: number | null

  /** The public one; null of an article that is there. */
  @Column('text', { nullable: true })
  withdrawnReason!: string | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
