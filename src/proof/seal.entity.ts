import { Column, Entity, PrimaryColumn } from 'typeorm'

/** The place of a history row in the tree, and its hash there. */
@Entity('seals')
export class Seal {
  /** From 0, in the order of sealing, which is not that of ids. */
  @PrimaryColumn('bigint')
  position!: number

  @Column('bigint')
  historyId!: number

  @Column('bytea')
  authorSalt!: Buffer

  @Column('bytea')
  leafHash!: Buffer
}
