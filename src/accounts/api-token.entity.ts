import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { TokenScope } from './role'

/** A key to the API for a person's scripts; only its hash is kept. */
@Entity('api_tokens')
export class ApiToken {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  accountId!: number

  @Column('bytea', { unique: true })
  tokenSha256!: Buffer

  /** What it is for, in its owner's words. */
  @Column('text', { nullable: true })
  label!: string | null

  @Column('text', { default: 'write' })
  scope!: TokenScope

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  /** To the day, UTC. */
  @Column('date', { nullable: true })
  lastUsedOn!: string | null

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null
}
