import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Half of the places are kept for receivers that are known to answer quickly, and what waits for somebody who is shut out is held, out of the way of
 * whoever looks for what is due (docs/decisions/0044).
 */
export class WebhooksThatAnswerQuickly1764000000061 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Whether its receiver did the last time; null: nothing was sent yet.
      ALTER TABLE webhooks ADD COLUMN answers_quickly boolean;

      -- Let in again, all is due that is not held for another reason.
      CREATE FUNCTION webhooks_follow_account() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      BEGIN
        UPDATE webhook_deliveries SET next_at = CASE WHEN NEW.disabled_at IS NULL THEN now() ELSE 'infinity' END
        FROM webhooks
        WHERE webhooks.id = webhook_id AND account_id = NEW.id AND webhook_deliveries.state = 'waiting'
          AND webhooks.state <> 'paused' AND stopped_for IS DISTINCT FROM 'secret';
        RETURN NULL;
      END $$;
      CREATE TRIGGER accounts_hold_deliveries AFTER UPDATE OF disabled_at ON accounts
        FOR EACH ROW WHEN ((OLD.disabled_at IS NULL) <> (NEW.disabled_at IS NULL)) EXECUTE FUNCTION webhooks_follow_account();
      UPDATE webhook_deliveries SET next_at = 'infinity'
      FROM webhooks JOIN accounts ON accounts.id = account_id AND disabled_at IS NOT NULL
      WHERE webhooks.id = webhook_id AND webhook_deliveries.state = 'waiting';
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      DROP TRIGGER accounts_hold_deliveries ON accounts;
      DROP FUNCTION webhooks_follow_account;
      ALTER TABLE webhooks DROP COLUMN answers_quickly;
    `)
  }
}
