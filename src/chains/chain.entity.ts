import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** The public face of claims that hang together: its id and title survive growth, merging and splitting. */
@Entity('chains')
export class Chain {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Null: merged into another chain, or dissolved. */
  @Column('integer', { nullable: true, unique: true })
  componentId!: number | null

  /** The claim with the lowest id: the side of a split that has it keeps this chain. */
  @Column('integer')
  oldestClaimId!: number

  /** Of a dissolved chain only: the last claim beside the oldest. */
  @Column('integer', { nullable: true })
  lastOtherClaimId!: number | null

  @Column('integer', { nullable: true })
  mergedIntoId!: number | null

  /** A question, given by an editor. */
  @Column('text', { nullable: true })
  title!: string | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
