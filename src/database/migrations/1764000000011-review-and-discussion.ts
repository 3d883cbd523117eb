import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Drafts that wait for somebody else's eyes, what is said about them, and who is told. */
export class ReviewAndDiscussion1764000000011 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- What a restoration gives back: what was public when it was withdrawn becomes public again, a draft does not.
      ALTER TABLE claims ADD COLUMN withdrawn_as_draft boolean NOT NULL DEFAULT false;
      ALTER TABLE statements ADD COLUMN withdrawn_as_draft boolean NOT NULL DEFAULT false;
      ALTER TABLE links ADD COLUMN withdrawn_as_draft boolean NOT NULL DEFAULT false;
      CREATE INDEX statements_drafts_idx ON statements (id) WHERE state = 'draft';
      CREATE INDEX links_drafts_idx ON links (id) WHERE state = 'draft';

      CREATE TABLE comments (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claim_id integer REFERENCES claims,
        link_id integer REFERENCES links,
        body text NOT NULL CHECK (btrim(body) <> '' AND char_length(body) <= 4000),
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer NOT NULL REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        withdrawn_at timestamptz,
        CHECK (num_nonnulls(claim_id, link_id) = 1)
      );
      CREATE INDEX comments_claim_id_idx ON comments (claim_id, id) WHERE claim_id IS NOT NULL;
      CREATE INDEX comments_link_id_idx ON comments (link_id, id) WHERE link_id IS NOT NULL;

      -- A reviewer's no, with what has to be done; it counts until the draft has another version.
      CREATE TABLE review_returns (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        statement_id integer REFERENCES statements,
        link_id integer REFERENCES links,
        version integer NOT NULL CHECK (version > 0),
        -- Of the statement's claim, which is reviewed with it.
        claim_version integer CHECK (claim_version > 0),
        comment_id integer NOT NULL REFERENCES comments,
        created_at timestamptz NOT NULL DEFAULT now(),
        CHECK (num_nonnulls(statement_id, link_id) = 1),
        CHECK ((statement_id IS NULL) = (claim_version IS NULL))
      );
      CREATE INDEX review_returns_statement_id_idx ON review_returns (statement_id, id) WHERE statement_id IS NOT NULL;
      CREATE INDEX review_returns_link_id_idx ON review_returns (link_id, id) WHERE link_id IS NOT NULL;

      CREATE TABLE notifications (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        account_id integer NOT NULL REFERENCES accounts,
        kind text NOT NULL CHECK (kind ~ '^[a-z]+( [a-z]+)*$' AND char_length(kind) <= 40),
        subject_kind text NOT NULL CHECK (subject_kind IN (
          'account', 'outlet', 'article', 'speaker', 'claim', 'statement', 'link', 'chain', 'settings', 'comment',
          'correction', 'reply')),
        subject_id integer NOT NULL,
        -- Whose act it tells of; null is somebody without an account, or the command line.
        by_id integer REFERENCES accounts,
        text text NOT NULL CHECK (btrim(text) <> '' AND char_length(text) <= 500),
        created_at timestamptz NOT NULL DEFAULT now(),
        read_at timestamptz,
        mailed_at timestamptz
      );
      CREATE INDEX notifications_account_id_idx ON notifications (account_id, id);
      CREATE INDEX notifications_unread_idx ON notifications (account_id) WHERE read_at IS NULL;
      CREATE INDEX notifications_to_mail_idx ON notifications (account_id, id) WHERE mailed_at IS NULL AND read_at IS NULL;

      -- Whoever has no row here is mailed.
      CREATE TABLE notification_ways (
        account_id integer PRIMARY KEY REFERENCES accounts,
        by_mail boolean NOT NULL
      );

      -- What a person is mentioned by, from the e-mail's local part; it stays when the address changes.
      CREATE TABLE handles (
        account_id integer PRIMARY KEY REFERENCES accounts,
        handle text NOT NULL UNIQUE CHECK (handle ~ '^[a-z0-9]([a-z0-9._-]*[a-z0-9])?$')
      );
      CREATE FUNCTION give_handle(account integer, email text) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE
        -- 60 characters: what is longer is not typed.
        base text := btrim(left(regexp_replace(split_part(lower(email), '@', 1), '[^a-z0-9._-]+', '-', 'g'), 60), '.-_');
        suffix integer := 1;
      BEGIN
        IF base = '' THEN base := 'somebody'; END IF;
        LOOP
          INSERT INTO handles VALUES (account, CASE suffix WHEN 1 THEN base ELSE base || suffix END)
          ON CONFLICT (handle) DO NOTHING;
          EXIT WHEN FOUND;
          suffix := suffix + 1;
        END LOOP;
      END $$;
      CREATE FUNCTION give_new_account_a_handle() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        PERFORM give_handle(NEW.id, NEW.email);
        RETURN NULL;
      END $$;
      SELECT give_handle(id, email) FROM accounts ORDER BY id;
      CREATE TRIGGER accounts_have_handles AFTER INSERT ON accounts
        FOR EACH ROW EXECUTE FUNCTION give_new_account_a_handle();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP TRIGGER accounts_have_handles ON accounts;
      DROP FUNCTION give_new_account_a_handle();
      DROP FUNCTION give_handle(integer, text);
      DROP TABLE handles, notification_ways, notifications, review_returns, comments;
      DROP INDEX statements_drafts_idx, links_drafts_idx;
      ALTER TABLE claims DROP COLUMN withdrawn_as_draft;
      ALTER TABLE statements DROP COLUMN withdrawn_as_draft;
      ALTER TABLE links DROP COLUMN withdrawn_as_draft;
    `)
  }
}
