import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { Rights } from './rights'

/** Who published an article: a newspaper, an agency, a ministry's site. */
@Entity('outlets')
export class Outlet {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('text')
  name!: string

  @Column('text', { default: 'excerpts' })
  rights!: Rights

  @Column('integer', { default: 1 })
  version!: number

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
