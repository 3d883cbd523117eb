import type { MigrationInterface, QueryRunner } from 'typeorm'

/** History under a hash tree, and the signed words on how it stood (docs/decisions/0018). */
export class Proof1764000000023 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- A history row's place in the tree. No foreign key: its check would write every row of history once more, for a
      -- lock on it, and "gainsay verify" looks for the rows anyway.
      CREATE TABLE seals (
        position bigint PRIMARY KEY CHECK (position >= 0),
        history_id bigint NOT NULL UNIQUE,
        -- With it the leaf commits to who acted without saying so: readers are shown leaves, and not who.
        author_salt bytea NOT NULL CHECK (octet_length(author_salt) = 16),
        leaf_hash bytea NOT NULL CHECK (octet_length(leaf_hash) = 32)
      );

      -- Nodes of the tree over 2^level leaves each, of every eighth level.
      CREATE TABLE seal_nodes (
        level smallint NOT NULL CHECK (level BETWEEN 8 AND 48 AND level % 8 = 0),
        position bigint NOT NULL CHECK (position >= 0),
        hash bytea NOT NULL CHECK (octet_length(hash) = 32),
        PRIMARY KEY (level, position)
      );

      CREATE TABLE checkpoints (
        tree_size bigint PRIMARY KEY CHECK (tree_size > 0),
        root_hash bytea NOT NULL CHECK (octet_length(root_hash) = 32),
        -- Whatever was committed at this time is among the rows.
        at timestamptz NOT NULL,
        -- The greatest id among the rows: where the next sealing begins to look.
        last_history_id bigint NOT NULL CHECK (last_history_id > 0),
        -- The above as text with its signatures (c2sp.org/tlog-checkpoint), byte for byte as it is published.
        note text NOT NULL CHECK (note <> '')
      );

      -- Public keys that have signed.
      CREATE TABLE signing_keys (
        key text PRIMARY KEY CHECK (key ~ '^[^+[:space:]]+[+][0-9a-f]{8}[+][A-Za-z0-9+/]+=*$')
      );
    `)
    for (const table of ONLY_ADDED) {
      await queryRunner.query(
        `CREATE TRIGGER ${table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON ${table}
           FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()`,
      )
    }
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`DROP TABLE ${ONLY_ADDED.join(', ')}`)
  }
}

const ONLY_ADDED = ['seals', 'seal_nodes', 'checkpoints', 'signing_keys']
