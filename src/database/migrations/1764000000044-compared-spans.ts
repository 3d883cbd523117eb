import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * A place that was found for a statement holds as long as its words stand where they stood when it was looked for. That was
 * told by the statement's version, which everything else that happens to it changes as well: so the places are kept. And what is told as back in a text is what readers were told to be out.
 */
export class ComparedSpans1764000000044 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- Databases of the days when migration 0032 had neither versions nor the newest effect.
      ALTER TABLE carryings
        ADD COLUMN IF NOT EXISTS statement_version integer,
        DROP CONSTRAINT carryings_effect_check,
        ADD CONSTRAINT carryings_effect_check
          CHECK (effect IN ('same', 'typography', 'reworded', 'reattributed', 'removed', 'returned'));
      DROP INDEX carryings_told_idx;
      CREATE INDEX carryings_told_idx ON carryings (statement_id, revision_id)
        WHERE effect IN ('reworded', 'reattributed', 'removed', 'returned');
      ALTER TABLE carryings
        -- The statement's spans as they were looked for, in the text that it stood in: a list of {part, position, start, end}. Null
        -- where this was not kept yet, and it can't be told any more.
        ADD COLUMN compared_spans jsonb CHECK (jsonb_typeof(compared_spans) = 'array');
      UPDATE carryings SET compared_spans = (
        SELECT jsonb_agg(jsonb_build_object('part', part, 'position', position, 'start', start_offset, 'end', end_offset)
                         ORDER BY part, position)
        FROM spans WHERE spans.statement_id = carryings.statement_id)
      FROM statements WHERE statements.id = statement_id AND version = statement_version AND outcome IS NULL;
      -- What was carried by itself, or with one click, stood where it was looked for.
      UPDATE carryings SET compared_spans = before_spans WHERE outcome IN ('carried', 'confirmed');
      ALTER TABLE carryings DROP COLUMN statement_version;
      -- Readers were told of words as back that nobody had told them to be out.
      UPDATE carryings back SET effect = 'same'
      WHERE outcome = 'carried' AND effect = 'returned' AND (
        SELECT outcome FROM carryings earlier
        WHERE earlier.statement_id = back.statement_id AND earlier.revision_id < back.revision_id AND outcome <> 'overtaken'
        ORDER BY revision_id DESC LIMIT 1
      ) IS DISTINCT FROM 'let_go';
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      ALTER TABLE carryings ADD COLUMN statement_version integer CHECK (statement_version > 0);
      UPDATE carryings SET statement_version = version FROM statements WHERE statements.id = statement_id;
      ALTER TABLE carryings ALTER COLUMN statement_version SET NOT NULL, DROP COLUMN compared_spans;
    `)
  }
}
