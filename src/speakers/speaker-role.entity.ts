import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** What a speaker is for a time: "Kremlin spokesman". */
@Entity('speaker_roles')
export class SpeakerRole {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  speakerId!: number

  @Column('text')
  title!: string

  /** As much of YYYY-MM-DD as is known; null is not known. */
  @Column('text', { nullable: true })
  since!: string | null

  /** Null is not known, or that it lasts. */
  @Column('text', { nullable: true })
  until!: string | null

  /** Whom whoever has this role speaks for. */
  @Column('integer', { nullable: true })
  speaksForId!: number | null
}
