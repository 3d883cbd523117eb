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
    await queryRunner.query(noteLink(`OLD.state = 'withdrawn'`))
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(noteLink('false'))
    await queryRunner.query(/* sql */ `
      DROP TABLE webhook_told;
      CREATE INDEX webhook_deliveries_due_idx ON webhook_deliveries (next_at, id) WHERE state = 'waiting';
      DROP INDEX webhook_deliveries_next_idx;
    `)
  }
}

/** @param again of an update, whether what becomes public was so before */
const noteLink = (again: string) => /* sql */ `
  CREATE OR REPLACE FUNCTION webhooks_note_link() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
  BEGIN
    INSERT INTO webhook_events (link_id, again) SELECT NEW.id, CASE WHEN TG_OP = 'UPDATE' THEN ${again} ELSE false END
    WHERE EXISTS (SELECT FROM webhooks WHERE state = 'active');
    RETURN NULL;
  END $$;
`
