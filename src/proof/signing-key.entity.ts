import { Entity, PrimaryColumn } from 'typeorm'

/** A public key that has signed checkpoints, as text. */
@Entity('signing_keys')
export class SigningKeyRow {
  @PrimaryColumn('text')
  key!: string
}
