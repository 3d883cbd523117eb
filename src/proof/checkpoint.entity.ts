import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A signed word on how history stood: so many rows, with this root over them. */
@Entity('checkpoints')
export class Checkpoint {
  @PrimaryColumn('bigint')
  treeSize!: number

  @Column('bytea')
  rootHash!: Buffer

  @Column('timestamptz')
  at!: Date

  /** The greatest id among its rows. */
  @Column('bigint')
  lastHistoryId!: number

  /** As it is published, with its signatures. */
  @Column('text')
  note!: string
}
