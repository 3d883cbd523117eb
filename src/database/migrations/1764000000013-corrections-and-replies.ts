import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What readers ask the desk to correct, who they are (apart, to be erased), and replies published beside claims. */
export class CorrectionsAndReplies1764000000013 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE TABLE corrections (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claim_id integer NOT NULL REFERENCES claims,
        -- Which of the claim's links is wrong, if it is one.
        link_id integer REFERENCES links,
        kind text NOT NULL
          CHECK (kind IN ('wrong_speaker', 'wrong_words', 'wrong_date', 'wrong_link', 'right_of_reply', 'other')),
        words text NOT NULL CHECK (btrim(words) <> '' AND char_length(words) <= 10000),
        words_sha256 bytea NOT NULL CHECK (octet_length(words_sha256) = 32),
        source_url text CHECK (source_url ~ '^https?://' AND char_length(source_url) <= 2000),
        -- Of the private address; the address itself is known to the sender alone.
        token_sha256 bytea NOT NULL CONSTRAINT corrections_token_key UNIQUE CHECK (octet_length(token_sha256) = 32),
        state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'taken', 'corrected', 'not_corrected', 'spam')),
        assigned_to_id integer REFERENCES accounts,
        -- To the sender alone. It stays when the correction is opened again, to be gone on from.
        answer text CHECK (btrim(answer) <> '' AND char_length(answer) <= 5000),
        -- For the public log: what was changed, and the row of history that did it.
        change_words text CHECK (btrim(change_words) <> '' AND char_length(change_words) <= 500),
        change_history_id bigint REFERENCES history,
        closed_at timestamptz,
        closed_by_id integer REFERENCES accounts,
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT corrections_same_words_key UNIQUE (claim_id, words_sha256),
        CHECK (link_id IS NULL OR kind = 'wrong_link'),
        CHECK ((closed_at IS NOT NULL) = (state IN ('corrected', 'not_corrected', 'spam'))),
        CHECK (state <> 'taken' OR assigned_to_id IS NOT NULL),
        CHECK (state NOT IN ('corrected', 'not_corrected') OR answer IS NOT NULL),
        CHECK ((change_words IS NOT NULL) = (state = 'corrected')),
        CHECK (change_history_id IS NULL OR state = 'corrected')
      );
      CREATE INDEX corrections_waiting_idx ON corrections (id) WHERE state IN ('open', 'taken');
      CREATE INDEX corrections_waiting_of_claim_idx ON corrections (claim_id) WHERE state IN ('open', 'taken');
      CREATE INDEX corrections_state_idx ON corrections (state, id);
      CREATE INDEX corrections_log_idx ON corrections (closed_at DESC, id DESC) WHERE state = 'corrected';
      CREATE INDEX corrections_created_at_idx ON corrections (created_at) WHERE state <> 'spam';
      CREATE INDEX corrections_closed_at_idx ON corrections (closed_at) WHERE closed_at IS NOT NULL;

      -- Personal data, and nothing else: a row is deleted when it is no longer needed, and the correction stays.
      CREATE TABLE correction_senders (
        correction_id integer PRIMARY KEY REFERENCES corrections,
        name text CHECK (btrim(name) <> '' AND char_length(name) <= 200),
        email text CHECK (email ~ '^[^@\\s]+@[^@\\s]+$' AND char_length(email) <= 254),
        -- When the desk's answer is to be mailed, if it still is; and how often that was tried.
        mail_due_at timestamptz,
        mail_tries integer NOT NULL DEFAULT 0 CHECK (mail_tries >= 0),
        CHECK (name IS NOT NULL OR email IS NOT NULL),
        CHECK (mail_due_at IS NULL OR email IS NOT NULL)
      );
      CREATE INDEX correction_senders_mail_due_idx ON correction_senders (mail_due_at) WHERE mail_due_at IS NOT NULL;

      CREATE TABLE replies (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        claim_id integer NOT NULL REFERENCES claims,
        correction_id integer REFERENCES corrections,
        -- Who replies: a speaker, or a name that is none here.
        speaker_id integer REFERENCES speakers,
        by_name text CHECK (btrim(by_name) <> '' AND char_length(by_name) <= 200),
        words text NOT NULL CHECK (btrim(words) <> '' AND char_length(words) <= 5000),
        replied_on date NOT NULL,
        way text NOT NULL CHECK (way IN ('form', 'letter', 'spoken', 'published')),
        url text CHECK (url ~ '^https?://' AND char_length(url) <= 2000),
        state text NOT NULL DEFAULT 'published' CHECK (state IN ('draft', 'published', 'withdrawn')),
        withdrawn_reason text CHECK (btrim(withdrawn_reason) <> '' AND char_length(withdrawn_reason) <= 1000),
        -- When these very words were first public; null while nobody but the desk has seen them.
        published_at timestamptz,
        version integer NOT NULL DEFAULT 1 CHECK (version > 0),
        created_by_id integer REFERENCES accounts,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CHECK (num_nonnulls(speaker_id, by_name) = 1),
        CHECK ((state = 'withdrawn') = (withdrawn_reason IS NOT NULL)),
        CHECK (state <> 'published' OR published_at IS NOT NULL),
        CHECK (state <> 'draft' OR published_at IS NULL)
      );
      CREATE INDEX replies_claim_id_idx ON replies (claim_id, id);
      CREATE INDEX replies_correction_id_idx ON replies (correction_id) WHERE correction_id IS NOT NULL;
      CREATE INDEX replies_drafts_idx ON replies (id) WHERE state = 'draft';
      CREATE INDEX replies_speaker_id_idx ON replies (speaker_id) WHERE speaker_id IS NOT NULL;
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TABLE replies, correction_senders, corrections')
  }
}
