import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A claim's speaker, or one of its joint speakers, in the order the editor named them. */
@Entity('claim_speakers')
export class ClaimSpeaker {
  @PrimaryColumn('integer')
  claimId!: number

  @PrimaryColumn('smallint')
  position!: number

  @Column('integer')
  speakerId!: number
}
