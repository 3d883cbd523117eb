import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { Given } from './capture'

/** An import of many files or addresses, worked off beside the requests. */
@Entity('import_jobs')
export class ImportJob {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('integer')
  madeById!: number

  @Column('text')
  name!: string

  @Column('jsonb')
  defaults!: Given

  @Column('boolean')
  acceptsZones!: boolean

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { nullable: true })
  cancelledAt!: Date | null
}
