import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Another name of a speaker; others may bear it too. */
@Entity('speaker_aliases')
export class SpeakerAlias {
  @PrimaryColumn('integer')
  speakerId!: number

  @PrimaryColumn('smallint')
  position!: number

  @Column('text')
  name!: string
}
