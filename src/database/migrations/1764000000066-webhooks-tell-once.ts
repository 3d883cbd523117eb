import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * What is due is found webhook by webhook, and what was told once is known to have been for as long as the webhook is there
 * (docs/decisions/0044).
 */
export class WebhooksTellOnce1764000000066 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      CREATE INDEX webhook_deliveries_next_idx ON webhook_deliveries (webhook_id, next_at, id) WHERE state = 'waiting';
      -- Walked over what is due for those to whom nothing may be sent now.
      DROP INDEX webhook_deliveries_due_idx;

      -- Links whose deliveries are forgotten, that were told, or given up.
      CREATE TABLE webhook_told (
        webhook_id integer NOT NULL REFERENCES webhooks ON DELETE CASCADE,
        link_id integer NOT NULL REFERENCES links,
        PRIMARY KEY (webhook_id, link_id)
      );
    `)
    // Since when a link is public history tells, whichever way it became so again.
    await queryRunner.query(noteLinksOfClaim('(link_id) SELECT id'))
    await queryRunner.query('ALTER TABLE webhook_events DROP COLUMN again')
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE webhook_events ADD COLUMN again boolean NOT NULL DEFAULT false')
    await queryRunner.query(noteLinksOfClaim(`(link_id, again) SELECT id, OLD.state = 'withdrawn'`))
    await queryRunner.query(/* sql */ `
      DROP TABLE webhook_told;
      CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (next_at, id) WHERE state = 'waiting';
      DROP INDEX webhook_deliveries_next_idx;
    `)
  }
}

/** @param noted which columns of an event are written, and what of a link */
const noteLinksOfClaim = (noted: string) => /* sql */ `
  CREATE OR REPLACE FUNCTION webhooks_note_links_of_claim() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO webhook_events ${noted} FROM links
    WHERE (from_claim_id = NEW.id OR to_claim_id = NEW.id) AND state = 'published'
      AND relation IN ('contradicts', 'denies', 'corrects', 'walks_back')
      AND EXISTS (SELECT FROM webhooks WHERE webhooks.state = 'active')
    ORDER BY id;
    RETURN NULL;
  END $$;
`
