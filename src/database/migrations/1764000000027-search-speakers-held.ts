import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whoever changes a claim holds those who speak in it, until the end. One who was merged at the same time would else be found
 * by search though the claim, all that was said, had just been withdrawn: the merging still saw it, and the withdrawal made
 * anew what the one before had to be.
 *
 * A merging that was waited for has put others in their place: then those are held too.
 */
export class SearchSpeakersHeld1764000000027 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(`
      CREATE FUNCTION search_hold_voices() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE
        before integer[];
        held integer[] := '{}';
      BEGIN
        LOOP
          before := held;
          held := ARRAY(
            SELECT id FROM speakers WHERE id IN (SELECT speaker_id FROM search_voices WHERE claim_id = NEW.id)
            ORDER BY id FOR KEY SHARE);
          EXIT WHEN held = before;
        END LOOP;
        -- Whom somebody speaks for hangs on the role that they had. After the speakers, as whoever edits one holds them too.
        PERFORM FROM speaker_roles
        WHERE id IN (SELECT role_id FROM claim_speakers WHERE claim_id = NEW.id) ORDER BY id FOR KEY SHARE;
        RETURN NEW;
      END $$;
      -- Readers' view of a speaker hangs on whether a claim is public, and on nothing else in its row.
      CREATE TRIGGER search_voices BEFORE UPDATE OF state ON claims FOR EACH ROW
        WHEN (OLD.state IS DISTINCT FROM NEW.state) EXECUTE FUNCTION search_hold_voices();
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('DROP TRIGGER search_voices ON claims; DROP FUNCTION search_hold_voices')
  }
}
