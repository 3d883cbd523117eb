import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A key under which something was saved, with the answer to it. */
@Entity('idempotency_keys')
export class IdempotencyKey {
  /** SHA-256 of whose it is and the key itself. */
  @PrimaryColumn('bytea')
  keySha256!: Buffer

  /** Sealed. */
  @Column('bytea')
  answer!: Buffer

  @Column('timestamptz', { default: () => 'now()' })
  at!: Date
}
