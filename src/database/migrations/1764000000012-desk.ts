import type { MigrationInterface, QueryRunner } from 'typeorm'

/** The desk's day: whose an article is and how far it is tagged, claims that look alike, and joined claims. */
export class Desk1764000000012 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE articles
        ADD COLUMN assigned_to_id integer REFERENCES accounts,
        -- When the first statement was recorded: kept by a trigger, since asking each article of a large desk takes long.
        ADD COLUMN tagging_begun_at timestamptz,
        ADD COLUMN tagging_done_at timestamptz;
      CREATE INDEX articles_assigned_to_idx ON articles (assigned_to_id, id)
        WHERE assigned_to_id IS NOT NULL AND tagging_done_at IS NULL;
      CREATE INDEX articles_untagged_idx ON articles (id) WHERE tagging_begun_at IS NULL AND tagging_done_at IS NULL;
      CREATE INDEX articles_half_done_idx ON articles (id) WHERE tagging_begun_at IS NOT NULL AND tagging_done_at IS NULL;
      CREATE INDEX articles_unassigned_idx ON articles (id) WHERE assigned_to_id IS NULL AND tagging_done_at IS NULL;

      UPDATE articles SET tagging_begun_at = begun.at
      FROM (
        SELECT article_id, min(statements.created_at) AS at
        FROM statements JOIN revisions ON revisions.id = revision_id GROUP BY article_id
      ) begun
      WHERE begun.article_id = articles.id;

      CREATE FUNCTION note_tagging_begun() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        UPDATE articles SET tagging_begun_at = NEW.created_at
        FROM revisions
        WHERE revisions.id = NEW.revision_id AND articles.id = revisions.article_id AND tagging_begun_at IS NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER statements_begin_tagging AFTER INSERT ON statements
        FOR EACH ROW EXECUTE FUNCTION note_tagging_begun();

      CREATE INDEX claims_undated_idx ON claims (id) WHERE state = 'published' AND said_on IS NULL;
      CREATE INDEX claims_published_idx ON claims (id) WHERE state = 'published';
      CREATE INDEX speakers_described_idx ON speakers (id) WHERE kind = 'described';
      CREATE INDEX chains_untitled_idx ON chains (id) WHERE component_id IS NOT NULL AND title IS NULL;
      CREATE INDEX history_withdrawals_idx ON history (id) WHERE action = 'withdrawn';

      -- A claim that went into another: withdrawn, and its address leads there.
      ALTER TABLE claims
        ADD COLUMN joined_into_id integer REFERENCES claims,
        ADD CONSTRAINT claims_joined_are_withdrawn CHECK (joined_into_id IS NULL OR state = 'withdrawn'),
        ADD CONSTRAINT claims_not_joined_into_itself CHECK (joined_into_id <> id);
      CREATE INDEX claims_joined_into_idx ON claims (joined_into_id, id) WHERE joined_into_id IS NOT NULL;

      -- A claim and all that have gone into it; and the claim that one is in now. A circle can't be: what is joined is
      -- withdrawn, and only published claims are joined or take others in.
      CREATE FUNCTION claims_within(claim integer) RETURNS SETOF integer LANGUAGE sql STABLE AS $$
        WITH RECURSIVE within (id) AS (
          SELECT claim
          UNION ALL
          SELECT claims.id FROM within JOIN claims ON claims.joined_into_id = within.id
        ) SELECT id FROM within
      $$;
      CREATE FUNCTION claim_now(claim integer) RETURNS integer LANGUAGE sql STABLE AS $$
        WITH RECURSIVE led (id, joined_into_id) AS (
          SELECT id, joined_into_id FROM claims WHERE id = claim
          UNION ALL
          SELECT claims.id, claims.joined_into_id FROM led JOIN claims ON claims.id = led.joined_into_id
        ) SELECT id FROM led WHERE joined_into_id IS NULL
      $$;

      CREATE TABLE claim_joins (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        from_claim_id integer NOT NULL REFERENCES claims,
        into_claim_id integer NOT NULL REFERENCES claims,
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        undone_at timestamptz,
        CHECK (from_claim_id <> into_claim_id)
      );
      CREATE UNIQUE INDEX claim_joins_open_key ON claim_joins (from_claim_id) WHERE undone_at IS NULL;
      CREATE INDEX claim_joins_into_idx ON claim_joins (into_claim_id, id);

      -- What a joining did, row by row, so that it can be undone exactly.
      CREATE TABLE claim_join_items (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        join_id integer NOT NULL REFERENCES claim_joins,
        statement_id integer REFERENCES statements,
        link_id integer REFERENCES links,
        did text NOT NULL CHECK (did IN ('moved', 'withdrawn', 'restored')),
        -- Which end of a link moved.
        side text CHECK (side IN ('from', 'to')),
        -- What a restored link was before.
        state_before text CHECK (state_before IN ('draft', 'withdrawn', 'withdrawn_as_draft')),
        reason_before text CHECK (btrim(reason_before) <> '' AND char_length(reason_before) <= 2000),
        withdrawn_reason_before text
          CHECK (btrim(withdrawn_reason_before) <> '' AND char_length(withdrawn_reason_before) <= 1000),
        -- A link that took the place of another's.
        in_place_of_link_id integer REFERENCES links,
        -- The row's version after it: another one has been changed since.
        version_after integer NOT NULL CHECK (version_after > 1),
        CHECK ((statement_id IS NULL) <> (link_id IS NULL)),
        CHECK (statement_id IS NULL OR did = 'moved'),
        CHECK ((side IS NOT NULL) = (link_id IS NOT NULL AND did = 'moved')),
        CHECK ((state_before IS NOT NULL) = (did = 'restored')),
        CHECK ((in_place_of_link_id IS NOT NULL) = (did = 'restored')),
        UNIQUE (join_id, statement_id),
        UNIQUE (join_id, link_id)
      );

      -- Pairs of claims that may be one: bookkeeping, worked out anew whenever a claim changes. The younger first.
      CREATE TABLE claim_likenesses (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claim_id integer NOT NULL REFERENCES claims,
        other_id integer NOT NULL REFERENCES claims,
        likeness real NOT NULL CHECK (likeness BETWEEN 0 AND 1),
        CHECK (claim_id > other_id),
        UNIQUE (claim_id, other_id)
      );
      CREATE INDEX claim_likenesses_other_idx ON claim_likenesses (other_id);

      -- An editor's word that two claims are not the same, however alike they look.
      CREATE TABLE claim_distinctions (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claim_id integer NOT NULL REFERENCES claims,
        other_id integer NOT NULL REFERENCES claims,
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        taken_back_at timestamptz,
        CHECK (claim_id > other_id)
      );
      CREATE UNIQUE INDEX claim_distinctions_open_key ON claim_distinctions (claim_id, other_id)
        WHERE taken_back_at IS NULL;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TABLE claim_distinctions, claim_likenesses, claim_join_items, claim_joins;
      DROP FUNCTION claims_within, claim_now;
      ALTER TABLE claims DROP COLUMN joined_into_id;
      DROP INDEX history_withdrawals_idx, chains_untitled_idx, speakers_described_idx, claims_published_idx,
        claims_undated_idx;
      DROP TRIGGER statements_begin_tagging ON statements;
      DROP FUNCTION note_tagging_begun();
      ALTER TABLE articles DROP COLUMN assigned_to_id, DROP COLUMN tagging_begun_at, DROP COLUMN tagging_done_at;
    `)
  }
}
