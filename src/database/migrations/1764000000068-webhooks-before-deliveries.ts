import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who shuts somebody out, or lets them in, holds their webhooks before what waits for these, as all others do (docs/decisions/0044). */
export class WebhooksBeforeDeliveries1764000000068 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(
      followAccount(`PERFORM FROM webhooks WHERE account_id = NEW.id ORDER BY id FOR NO KEY UPDATE;`),
    )
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(followAccount(''))
  }
}

/** @param first what is done before deliveries are held or released */
const followAccount = (first: string) => /* sql */ `
  CREATE OR REPLACE FUNCTION webhooks_follow_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = public, pg_temp AS $$
  BEGIN
    ${first}
    UPDATE webhook_deliveries SET next_at = CASE WHEN NEW.disabled_at IS NULL THEN now() ELSE 'infinity' END
    FROM webhooks
    WHERE webhooks.id = webhook_id AND account_id = NEW.id AND webhook_deliveries.state = 'waiting'
      AND webhooks.state <> 'paused' AND stopped_for IS DISTINCT FROM 'secret';
    RETURN NULL;
  END $$;
`
