import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A claim's speaker, or one of its joint speakers, in the order the editor named them. */
@Entity('claim_speakers')
export class ClaimSpeaker {
  @PrimaryColumn('integer')
  claimId!: number

  @PrimaryColumn('smallint')
  position!: number

  /** Who that is now, after merging. */
  @Column('integer')
  speakerId!: number

  /** Whom the editor named; merging leaves it as it is. */
  @Column('integer')
  namedId!: number

  /** In which of their roles they spoke, if that was told. */
  @Column('integer', { nullable: true })
  roleId!: number | null
}
