import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** An editor's word that two claims are not the same; they are not offered for joining again. */
@Entity('claim_distinctions')
export class ClaimDistinction {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** The younger. */
  @Column('integer')
  claimId!: number

  @Column('integer')
  otherId!: number

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  takenBackAt!: Date | null
}
