import { Column, Entity, PrimaryColumn } from 'typeorm'

/** A node of the tree above its leaves. */
@Entity('seal_nodes')
export class SealNode {
  @PrimaryColumn('smallint')
  level!: number

  @PrimaryColumn('bigint')
  position!: number

  @Column('bytea')
  hash!: Buffer
}
