import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What the desk lists claims for that may be right as it is. */
export const LACKS = ['undated', 'described', 'unnamed'] as const
export type Lack = (typeof LACKS)[number]

/** An editor's word that a claim is right as it is; the desk lists it for this no longer. */
@Entity('claim_looks')
export class ClaimLook {
  @PrimaryColumn('integer')
  claimId!: number

  @PrimaryColumn('text')
  lack!: Lack

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date
}
