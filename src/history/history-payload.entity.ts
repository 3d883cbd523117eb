import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What a change was, apart from its history row, so that it can be erased where the law asks and the row stays whole. */
@Entity('history_payloads')
export class HistoryPayload {
  @PrimaryColumn('bigint')
  historyId!: number

  @Column('bytea')
  salt!: Buffer

  @Column('json')
  payload!: unknown

  /** What the row was after the change; null of what has no versions, and of what was told before there were images. */
  @Column('json', { nullable: true })
  image!: unknown
}
