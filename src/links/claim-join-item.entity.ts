import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** What a joining did with one statement or link. */
@Entity('claim_join_items')
export class ClaimJoinItem {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  joinId!: number

  @Column('integer', { nullable: true })
  statementId!: number | null

  @Column('integer', { nullable: true })
  linkId!: number | null

  @Column('text')
  did!: 'moved' | 'withdrawn' | 'restored'

  /** The end of a link that moved. */
  @Column('text', { nullable: true })
  side!: 'from' | 'to' | null

  /** Of a link that was restored in the place of another: what it was before, with its reasons. */
  @Column('text', { nullable: true })
  stateBefore!: 'draft' | 'withdrawn' | 'withdrawn_as_draft' | null

  @Column('text', { nullable: true })
  reasonBefore!: string | null

  @Column('text', { nullable: true })
  withdrawnReasonBefore!: string | null

  @Column('integer', { nullable: true })
  inPlaceOfLinkId!: number | null

  /** The row's version after it; another one tells that it has been changed since. */
  @Column('integer')
  versionAfter!: number
}
