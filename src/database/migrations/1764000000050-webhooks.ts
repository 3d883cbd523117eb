import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Who is told of new opposing links by a request of ours, and how each telling went (docs/decisions/0044). A link that becomes
 * public is noted by triggers, in its publisher's own transaction, as long as anybody is to be told of any.
 */
export class Webhooks1764000000050 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(TABLES)
    await queryRunner.query(TRIGGERS)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DROP TRIGGER links_tell_webhooks_of_added ON links;
      DROP TRIGGER links_tell_webhooks_of_published ON links;
      DROP TRIGGER claims_tell_webhooks_of_published ON claims;
      DROP FUNCTION webhooks_note_link, webhooks_note_links_of_claim;
      DROP TABLE webhook_deliveries, webhook_events, webhooks;
    `)
  }
}

const TABLES = /* sql */ `
  CREATE TABLE webhooks (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id integer NOT NULL REFERENCES accounts,
    address text NOT NULL CHECK (address ~ '^https?://' AND char_length(address) <= 2000),
    chain_id integer REFERENCES chains,
    speaker_id integer REFERENCES speakers,
    -- What stands behind the question mark of a search's address.
    search text CHECK (search <> '' AND char_length(search) <= 2000),
    -- Sealed under the server's secret: the database alone signs nothing.
    secret bytea NOT NULL CHECK (octet_length(secret) <= 200),
    -- The one before, which signs along until then.
    former_secret bytea CHECK (octet_length(former_secret) <= 200),
    former_until timestamptz,
    state text NOT NULL DEFAULT 'active' CHECK (state IN ('active', 'paused', 'failing')),
    -- What stopped it; null: nothing, or whoever owns it.
    stopped_for text CHECK (stopped_for IN ('gone', 'failures', 'secret')),
    version integer NOT NULL DEFAULT 1 CHECK (version > 0),
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT webhooks_watch_one CHECK (num_nonnulls(chain_id, speaker_id, search) = 1),
    CHECK ((former_secret IS NULL) = (former_until IS NULL)),
    CHECK ((state = 'failing') = (stopped_for IS NOT NULL AND stopped_for <> 'gone')),
    CHECK (stopped_for <> 'gone' OR state = 'paused')
  );
  CREATE INDEX webhooks_account_id_idx ON webhooks (account_id, id);
  CREATE INDEX webhooks_chain_id_idx ON webhooks (chain_id) WHERE state = 'active';
  CREATE INDEX webhooks_speaker_id_idx ON webhooks (speaker_id) WHERE state = 'active';
  CREATE INDEX webhooks_search_idx ON webhooks (id) WHERE state = 'active' AND search IS NOT NULL;

  -- Links that became public, or may have; gone again once it is known who is to be told.
  CREATE TABLE webhook_events (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    link_id integer NOT NULL REFERENCES links,
    -- One of its claims was withdrawn and is back: new only to whom it would have been told before.
    again boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
  );

  -- No words of anybody: what is sent is made of the rows when it is sent.
  CREATE TABLE webhook_deliveries (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    webhook_id integer NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    -- Null: a try, which its owner asked for.
    link_id integer REFERENCES links,
    -- The same however often it is sent.
    message_id uuid NOT NULL,
    -- withdrawn: the link was, before anybody was told.
    state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'given up', 'withdrawn')),
    tries integer NOT NULL DEFAULT 0 CHECK (tries >= 0),
    -- Infinite while its webhook is paused.
    next_at timestamptz NOT NULL DEFAULT now(),
    -- Whoever sends it has this long; after that somebody else may.
    taken_until timestamptz,
    tried_at timestamptz,
    -- What was answered last, or why there was no answer.
    answered integer CHECK (answered BETWEEN 100 AND 999),
    problem text CHECK (problem <> '' AND char_length(problem) <= 40),
    -- When the link became public, or the try was asked for.
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (webhook_id, link_id)
  );
  CREATE INDEX webhook_deliveries_webhook_id_idx ON webhook_deliveries (webhook_id, id);
  CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (next_at, id) WHERE state = 'waiting';
  CREATE INDEX webhook_deliveries_taken_idx ON webhook_deliveries (taken_until) WHERE taken_until IS NOT NULL;
  CREATE INDEX webhook_deliveries_created_at_idx ON webhook_deliveries (created_at);
`

const OPPOSING = `relation IN ('contradicts', 'denies', 'corrects', 'walks_back')`

const TRIGGERS = /* sql */ `
  -- Whether a link's claims are public is asked later, when all of this is committed: of a link and its claims, whichever
  -- becomes public last has noted the link then.
  CREATE FUNCTION webhooks_note_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO webhook_events (link_id) SELECT NEW.id WHERE EXISTS (SELECT FROM webhooks WHERE state = 'active');
    RETURN NULL;
  END $$;
  CREATE TRIGGER links_tell_webhooks_of_added AFTER INSERT ON links
    FOR EACH ROW WHEN (NEW.state = 'published' AND NEW.${OPPOSING}) EXECUTE FUNCTION webhooks_note_link();
  CREATE TRIGGER links_tell_webhooks_of_published AFTER UPDATE OF state ON links
    FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.state <> 'published' AND NEW.${OPPOSING})
    EXECUTE FUNCTION webhooks_note_link();

  CREATE FUNCTION webhooks_note_links_of_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO webhook_events (link_id, again)
    SELECT id, OLD.state = 'withdrawn' FROM links
    WHERE (from_claim_id = NEW.id OR to_claim_id = NEW.id) AND state = 'published' AND ${OPPOSING}
      AND EXISTS (SELECT FROM webhooks WHERE webhooks.state = 'active')
    ORDER BY id;
    RETURN NULL;
  END $$;
  CREATE TRIGGER claims_tell_webhooks_of_published AFTER UPDATE OF state ON claims
    FOR EACH ROW WHEN (NEW.state = 'published' AND OLD.state <> 'published') EXECUTE FUNCTION webhooks_note_links_of_claim();
`
