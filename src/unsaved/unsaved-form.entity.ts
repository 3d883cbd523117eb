import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { TypedFields } from './typed-fields'

/** A form on somebody's page as it was typed, before it was sent. */
@Entity('unsaved_forms')
export class UnsavedForm {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  accountId!: number

  /** The address of its page, without the first slash: "articles/4/annotate". */
  @Column('text')
  form!: string

  /** The key that it will be sent with. */
  @Column('text')
  idempotencyKey!: string

  /** As `idempotency_keys` has it once the form is recorded. */
  @Column('bytea')
  keySha256!: Buffer

  @Column('jsonb')
  fields!: TypedFields

  @Column('timestamptz', { default: () => 'now()' })
  keptAt!: Date
}
