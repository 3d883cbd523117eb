import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

export const WEBHOOK_STATES = ['active', 'paused', 'failing'] as const
export type WebhookState = (typeof WEBHOOK_STATES)[number]

/** `gone`: its receiver answered 410. `failures`: given up after the last try. `secret`: nothing here opens its secret any more. */
export const STOPPED_FOR = ['gone', 'failures', 'secret'] as const
export type StoppedFor = (typeof STOPPED_FOR)[number]

/** An address that is told of new opposing links of a chain, a speaker or a search: one of the three. */
@Entity('webhooks')
export class Webhook {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  accountId!: number

  @Column('text')
  address!: string

  @Column('integer', { nullable: true })
  chainId!: number | null

  @Column('integer', { nullable: true })
  speakerId!: number | null

  /** What stands behind the question mark of a search’s address. */
  @Column('text', { nullable: true })
  search!: string | null

  /** Sealed. */
  @Column('bytea')
  secret!: Buffer

  /** The one before, sealed, which signs along until `formerUntil`. */
  @Column('bytea', { nullable: true })
  formerSecret!: Buffer | null

  @Column('timestamptz', { nullable: true })
  formerUntil!: Date | null

  @Column('text', { default: 'active' })
  state!: WebhookState

  /** What stopped it; null: nothing, or whoever owns it. */
  @Column('text', { nullable: true })
  stoppedFor!: StoppedFor | null

  /** Whether its receiver did the last time; null: nothing was sent yet. */
  @Column('boolean', { nullable: true })
  answersQuickly!: boolean | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
