import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { Role } from './role'

/** A person who may sign in. */
@Entity('accounts')
export class Account {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  /** Lower case. */
  @Column('text', { unique: true })
  email!: string

  @Column('text')
  name!: string

  @Column('text')
  role!: Role

  /** Whether exports and readers are told the name with what was recorded; else a number, or that it was the desk. */
  @Column('boolean', { default: false })
  nameIsPublic!: boolean

  /** Null: invited, and no password chosen yet. */
  @Column('text', { select: false, nullable: true })
  passwordHash!: string | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date

  @Column('timestamptz', { nullable: true })
  disabledAt!: Date | null
}
