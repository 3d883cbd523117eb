import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** Two articles that may be one story, worked out by the machine: bookkeeping, made anew with each change. */
@Entity('article_likenesses')
export class ArticleLikeness {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** The one with the higher number. */
  @Column('integer')
  articleId!: number

  @Column('integer')
  otherId!: number

  /** The share of the shorter text's words that the other has, from 0 to 1. */
  @Column('real')
  containment!: number
}
