import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What somebody is mentioned by, without the @; the database gives one to each account. */
@Entity('handles')
export class Handle {
  @PrimaryColumn('integer')
  accountId!: number

  @Column('text', { unique: true })
  handle!: string
}
