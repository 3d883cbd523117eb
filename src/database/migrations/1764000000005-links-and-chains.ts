import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Relations between claims, and which claims hang together through them (docs/decisions/0003). */
export class LinksAndChains1764000000005 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE links (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        from_claim_id integer NOT NULL REFERENCES claims,
        to_claim_id integer NOT NULL REFERENCES claims,
        relation text NOT NULL
          CHECK (relation IN ('contradicts', 'denies', 'corrects', 'walks_back', 'corroborates', 'repeats', 'relays')),
        reason text CHECK (btrim(reason) <> '' AND char_length(reason) <= 2000),
        state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'withdrawn')),
        withdrawn_reason text CHECK (btrim(withdrawn_reason) <> '' AND char_length(withdrawn_reason) <= 1000),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT links_not_to_itself CHECK (from_claim_id <> to_claim_id),
        CHECK ((state = 'withdrawn') = (withdrawn_reason IS NOT NULL))
      );
      -- One link of a relation per pair. "contradicts" has no direction, so there the pair has none either.
      CREATE UNIQUE INDEX links_once_key ON links (from_claim_id, to_claim_id, relation);
      CREATE UNIQUE INDEX links_contradicts_once_key
        ON links (least(from_claim_id, to_claim_id), greatest(from_claim_id, to_claim_id)) WHERE relation = 'contradicts';
      CREATE INDEX links_to_claim_id_idx ON links (to_claim_id);
      CREATE INDEX links_newest_opposing_idx ON links (id DESC)
        WHERE state = 'published' AND relation IN ('contradicts', 'denies', 'corrects', 'walks_back');

      -- A component is bookkeeping: it takes in and gives off the smaller side, whatever is cheapest.
      CREATE TABLE chain_components (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        size integer NOT NULL CHECK (size >= 2)
      );
      CREATE TABLE chain_members (
        claim_id integer PRIMARY KEY REFERENCES claims,
        component_id integer NOT NULL REFERENCES chain_components DEFERRABLE INITIALLY DEFERRED,
        order_day date
      );
      CREATE INDEX chain_members_order_idx ON chain_members (component_id, order_day, claim_id);

      -- A chain is the public face: its id and title stay with its oldest claim through growth, merging and splitting.
      CREATE TABLE chains (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        component_id integer UNIQUE REFERENCES chain_components DEFERRABLE INITIALLY DEFERRED,
        oldest_claim_id integer NOT NULL REFERENCES claims,
        -- Of a dissolved chain, the last claim beside the oldest: linked again, the two get their chain back.
        last_other_claim_id integer REFERENCES claims,
        merged_into_id integer REFERENCES chains,
        title text CHECK (btrim(title) <> '' AND char_length(title) <= 300),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK (merged_into_id IS NULL OR component_id IS NULL),
        CHECK (merged_into_id <> id),
        CHECK ((last_other_claim_id IS NOT NULL) = (component_id IS NULL AND merged_into_id IS NULL))
      );
      CREATE INDEX chains_dissolved_idx ON chains (oldest_claim_id) WHERE last_other_claim_id IS NOT NULL;
      CREATE INDEX chains_merged_into_id_idx ON chains (merged_into_id);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE chains, chain_members, chain_components, links')
  }
}
