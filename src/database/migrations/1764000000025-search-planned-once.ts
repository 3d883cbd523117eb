import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * The queries that make search's documents anew are planned once a connection. PostgreSQL would plan them for the very
 * numbers given, again and again, as it reckons that the plans then found are better; but to plan those views takes 10 ms,
 * and to read a claim's document 1. A change of one claim took 12.5 ms of CPU and takes 3; of a speaker with 1,700 claims,
 * or of 200 articles, as much as before.
 */
export class SearchPlannedOnce1764000000025 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(
      'ALTER FUNCTION search_refresh(integer[], integer[], integer[]) SET plan_cache_mode = force_generic_plan',
    )
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query('ALTER FUNCTION search_refresh(integer[], integer[], integer[]) RESET plan_cache_mode')
  }
}
