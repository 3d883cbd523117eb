import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** Two claims that may be one, worked out by the machine: bookkeeping, made anew with each change. */
@Entity('claim_likenesses')
export class ClaimLikeness {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** The younger. */
  @Column('integer')
  claimId!: number

  @Column('integer')
  otherId!: number

  /** From 0 to 1: how alike their words are. */
  @Column('real')
  likeness!: number
}
