import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/** A key to the API for a person's scripts; only its hash is kept. */
@Entity('api_tokens')
export class ApiToken {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  accountId!: number

  @Column('bytea', { unique: true })
  tokenSha256!: Buffer

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null
}
