import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** An editor's word that neither of two articles is a copy of the other; they are not offered again. */
@Entity('article_distinctions')
export class ArticleDistinction {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** The one with the higher number. */
  @Column('integer')
  articleId!: number

  @Column('integer')
  otherId!: number

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  takenBackAt!: Date | null
}
