import type { Client } from 'pg'

/** A row as a request wrote it. */
export interface NotedRow {
  relation: string
  operation: 'INSERT' | 'UPDATE' | 'DELETE'
  /** Null where its values are worked out from other rows. */
  row: Record<string, unknown> | null
}

/**
 * What is written without anybody's change: counters, what is worked out, who has a session and until when. Whoever is
 * refused may still be counted.
 */
const BOOKKEEPING = /^(rate_limits|settled_counts|migrations|search_|idempotency|harness_(?!broken))/

/**
 * Notes every row that any table is given, loses or has changed, in the transaction that does it, with its values: what
 * one request changed can then be read, rather than guessed from the whole database. For a database of a harness alone.
 */
export async function noteEveryRow(owner: Client): Promise<void> {
  await owner.query(`
    CREATE TABLE harness_rows (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, relation text NOT NULL, operation text NOT NULL, row json);
    CREATE TABLE harness_broken (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY, words text);
    CREATE FUNCTION harness_note() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      INSERT INTO public.harness_rows (relation, operation, row) VALUES (TG_TABLE_NAME, TG_OP, row_to_json(coalesce(NEW, OLD)));
      RETURN NULL;
    END $$;
    -- Of a captured text the bytes it came from would double what is noted.
    CREATE FUNCTION harness_note_revision() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS $$
    BEGIN
      INSERT INTO public.harness_rows (relation, operation, row) VALUES (TG_TABLE_NAME, TG_OP, json_build_object('text', NEW.text));
      RETURN NULL;
    END $$;`)
  const tables = await owner.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema = 'public'`,
  )
  for (const { name } of tables.rows.filter(({ name }) => !BOOKKEEPING.test(name))) {
    const when = name === 'sessions' ? 'INSERT OR DELETE' : 'INSERT OR UPDATE OR DELETE'
    const note = name === 'revisions' ? 'harness_note_revision' : 'harness_note'
    await owner.query(`CREATE TRIGGER zz_harness AFTER ${when} ON ${name} FOR EACH ROW EXECUTE FUNCTION ${note}()`)
  }
}

/** Reads what has been noted since it was last asked. */
export class NotedRows {
  private last = '0'

  constructor(private readonly owner: Client) {}

  async since(): Promise<NotedRow[]> {
    const { rows } = await this.owner.query<NotedRow & { id: string }>({
      name: 'noted',
      text: 'SELECT id, relation, operation, row FROM harness_rows WHERE id > $1 ORDER BY id',
      values: [this.last],
    })
    this.last = rows.at(-1)?.id ?? this.last
    return rows
  }
}
