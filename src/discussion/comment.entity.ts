import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** What somebody at the desk says about a claim or a link; readers never see it. */
@Entity('comments')
export class Comment {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Of the two, the one that it is about. */
  @Column('integer', { nullable: true })
  claimId!: number | null

  @Column('integer', { nullable: true })
  linkId!: number | null

  /** Plain text with paragraphs. */
  @Column('text')
  body!: string

  @Column('integer', { default: 1 })
  version!: number

  @Column('integer')
  createdById!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date

  /** By its author; its place then says so. */
  @Column('timestamptz', { nullable: true })
  withdrawnAt!: Date | null
}
