import { Column, Entity, PrimaryColumn } from 'typeorm'

/** What the desk has settled for itself: one row, whose id is 1. */
@Entity('desk_settings')
export class DeskSettings {
  @PrimaryColumn('integer', { default: 1 })
  id!: number

  @Column('text', { default: 'Gainsay' })
  name!: string

  /** Under which others may use the data; null is "not stated". */
  @Column('text', { nullable: true })
  licence!: string | null

  @Column('text', { nullable: true })
  licenceUrl!: string | null

  /** Whether an editor's save is a draft until somebody else has reviewed it. */
  @Column('boolean', { default: false })
  review!: boolean

  /** BCP 47, of the articles that the desk reads, the most frequent first. */
  @Column('text', { array: true, default: ['en'] })
  languages!: string[]

  @Column('integer', { default: 1 })
  version!: number

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
