import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

export const DELIVERY_STATES = ['waiting', 'delivered', 'given up', 'withdrawn'] as const
export type DeliveryState = (typeof DELIVERY_STATES)[number]

/** One telling of one webhook, and how it went. It has nobody’s words: what is sent is made when it is sent. */
@Entity('webhook_deliveries')
export class WebhookDelivery {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  webhookId!: number

  /** Null: a try that its owner asked for. */
  @Column('integer', { nullable: true })
  linkId!: number | null

  /** The same however often it is sent. */
  @Column('uuid')
  messageId!: string

  /** `withdrawn`: the link was, before anybody was told. */
  @Column('text', { default: 'waiting' })
  state!: DeliveryState

  @Column('integer', { default: 0 })
  tries!: number

  /** Infinite while it is held: its webhook is paused or has no secret that can be read, or its account is shut out. */
  @Column('timestamptz', { default: () => 'now()' })
  nextAt!: Date

  /** Whoever sends it has this long. */
  @Column('timestamptz', { nullable: true })
  takenUntil!: Date | null

  @Column('timestamptz', { nullable: true })
  triedAt!: Date | null

  /** What was answered last. */
  @Column('integer', { nullable: true })
  answered!: number | null

  /** Why there was no answer, in a word for programs. */
  @Column('text', { nullable: true })
  problem!: string | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date
}
