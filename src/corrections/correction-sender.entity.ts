import { Column, Entity, PrimaryColumn } from 'typeorm'

/** Who asked for a correction, as far as they said: personal data, in no other table, and deleted when done with. */
@Entity('correction_senders')
export class CorrectionSender {
  @PrimaryColumn('integer')
  correctionId!: number

  @Column('text', { nullable: true })
  name!: string | null

  @Column('text', { nullable: true })
  email!: string | null

  /** When the answer is to be mailed; null when it is not, or has been. */
  @Column('timestamptz', { nullable: true })
  mailDueAt!: Date | null

  @Column('integer', { default: 0 })
  mailTries!: number
}
