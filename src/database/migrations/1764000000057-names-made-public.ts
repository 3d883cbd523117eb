import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Whoever tags and links is a number to the public, unless they have made their name public. The image of an account says so only
 * where it is, so that all that history has told of accounts so far still is what they are.
 */
export class NamesMadePublic1764000000057 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER TABLE accounts ADD COLUMN name_is_public boolean NOT NULL DEFAULT false')
    await redefineImage(queryRunner, ACCOUNT_TOLD, WITH_PUBLIC_NAME)
  }

  async down(queryRunner: QueryRunner) {
    await redefineImage(queryRunner, WITH_PUBLIC_NAME, ACCOUNT_TOLD)
    await queryRunner.query('ALTER TABLE accounts DROP COLUMN name_is_public')
  }
}

const ACCOUNT_TOLD = `json_build_object('name', name, 'role', role, 'isDisabled', disabled_at IS NOT NULL)`
const WITH_PUBLIC_NAME = `CASE WHEN name_is_public
      THEN json_build_object('name', name, 'role', role, 'isDisabled', disabled_at IS NOT NULL, 'isPublic', true)
      ELSE json_build_object('name', name, 'role', role, 'isDisabled', disabled_at IS NOT NULL) END`

/** Changes what stands in the function now, whichever migration wrote it last; throws where that is not there. */
async function redefineImage(queryRunner: QueryRunner, from: string, to: string) {
  const [{ definition }] = await queryRunner.query(
    "SELECT pg_get_functiondef('image_of(text, integer)'::regprocedure) AS definition",
  )
  const parts = (definition as string).split(from)
  if (parts.length !== 2) throw new Error(`“${from}” is there ${parts.length - 1} times, and not once`)
  await queryRunner.query(parts.join(to))
}
