import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** A draft sent back to its author. It counts while the draft still has this version. */
@Entity('review_returns')
export class ReviewReturn {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Of the three, the one that is sent back. */
  @Column('integer', { nullable: true })
  statementId!: number | null

  @Column('integer', { nullable: true })
  linkId!: number | null

  @Column('integer', { nullable: true })
  replyId!: number | null

  @Column('integer')
  version!: number

  /** Of a statement's claim, which is reviewed with it. */
  @Column('integer', { nullable: true })
  claimVersion!: number | null

  /** What has to be done, as a comment on the claim, of a reply on the claim replied to, or on the link. */
  @Column('integer')
  commentId!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date
}
