import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm'
import type { SpeakerKind } from './speaker-kind'

/** Whose words are reported. */
@Entity('speakers')
export class Speaker {
  @PrimaryGeneratedColumn('identity', { type: 'integer', generatedIdentity: 'ALWAYS' })
  id!: number

  @Column('text')
  kind!: SpeakerKind

  /** Of a described source: the description, as short as it goes. */
  @Column('text')
  name!: string

  @Column('text', { nullable: true })
  description!: string | null

  /** 'Q' and digits. */
  @Column('text', { nullable: true })
  wikidataId!: string | null

  /** Whom this speaker was merged into: the same as it turned out. Null is nobody. */
  @Column('integer', { nullable: true })
  mergedIntoId!: number | null

  /** Who a merged speaker is in the end; null is itself. */
  @Column('integer', { nullable: true })
  rootId!: number | null

  /** The outlet that this speaker is, where it asserts by itself. */
  @Column('integer', { nullable: true })
  outletId!: number | null

  /** Of a described source: why it is not named, as the report gives it. */
  @Column('text', { nullable: true })
  anonymityReason!: string | null

  @Column('integer', { default: 1 })
  version!: number

  @Column('integer', { nullable: true })
  createdById!: number | null

  @Column('timestamptz', { default: () => 'now()' })
  createdAt!: Date

  @Column('timestamptz', { default: () => 'now()' })
  updatedAt!: Date
}
