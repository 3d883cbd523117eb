import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** One claim's going into another, which took over its reports and links. */
@Entity('claim_joins')
export class ClaimJoin {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  fromClaimId!: number

  @Column('integer')
  intoClaimId!: number

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  /** When the two were taken apart again. */
  @Column('timestamptz', { nullable: true })
  undoneAt!: Date | null
}
