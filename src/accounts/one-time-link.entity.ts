import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'

/**
 * Why somebody is given a link: to begin here, or because the password is lost, as an admin was told (reset) or as
 * whoever typed the address says (forgotten).
 */
export type LinkPurpose = 'invitation' | 'reset' | 'forgotten'

/** A link that lets its holder choose the account's password, once; only the hash of its token is kept. */
@Entity('one_time_links')
export class OneTimeLink {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  accountId!: number

  @Column('text')
  purpose!: LinkPurpose

  @Column('bytea', { unique: true })
  tokenSha256!: Buffer

  /** Null: made on the command line, or asked for by whoever forgot the password. */
  @Column('integer', { nullable: true })
  madeById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz')
  expiresAt!: Date

  @Column('timestamptz', { nullable: true })
  usedAt!: Date | null

  /** When a newer one, a new password or the account's end took its worth. */
  @Column('timestamptz', { nullable: true })
  revokedAt!: Date | null
}
