import { Column, Entity, PrimaryColumn } from 'typeorm'

/** How somebody wants to be told, who has said so. */
@Entity('notification_ways')
export class NotificationWay {
  @PrimaryColumn('integer')
  accountId!: number

  @Column('boolean')
  byMail!: boolean
}
