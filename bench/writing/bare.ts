import express from 'express'
import type { Client } from 'pg'
import { Pool } from 'pg'

/** Beside the product's tables, in the same database: what a program that keeps claims and nothing else would have. */
const TABLES = /* sql */ `
  CREATE TABLE bare_claims (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    article_id integer NOT NULL REFERENCES articles,
    speaker_id integer NOT NULL REFERENCES speakers,
    start_offset integer NOT NULL,
    end_offset integer NOT NULL CHECK (end_offset > start_offset),
    wording text NOT NULL,
    said_on date,
    said_on_basis text NOT NULL,
    medium text NOT NULL,
    stance text NOT NULL,
    summary text,
    created_at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ON bare_claims (article_id);
  CREATE INDEX ON bare_claims (speaker_id, said_on);
  CREATE TABLE bare_edges (
    id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    from_claim_id integer NOT NULL REFERENCES claims,
    to_claim_id integer NOT NULL REFERENCES claims,
    relation text NOT NULL,
    reason text,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (from_claim_id, to_claim_id, relation)
  );
  CREATE INDEX ON bare_edges (to_claim_id);
`

/** Makes the tables of the bare routes, for the role by which they are asked. */
export async function makeBareTables(owner: Client, appUrl: string): Promise<void> {
  await owner.query(TABLES)
  const role = owner.escapeIdentifier(decodeURIComponent(new URL(appUrl).username))
  await owner.query(`GRANT SELECT, INSERT, DELETE ON bare_claims, bare_edges TO ${role}`)
}

const INSERT_CLAIM = {
  name: 'bare claim',
  text: `INSERT INTO bare_claims (article_id, speaker_id, start_offset, end_offset, wording, said_on, said_on_basis, medium, stance, summary)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) RETURNING id, created_at`,
}
/** An edge kept, and taken away, each by one statement. */
export const INSERT_EDGE = {
  name: 'bare edge',
  text: 'INSERT INTO bare_edges (from_claim_id, to_claim_id, relation, reason) VALUES ($1, $2, $3, $4) RETURNING id, created_at',
}
export const DELETE_EDGE = { name: 'no bare edge', text: 'DELETE FROM bare_edges WHERE id = $1 RETURNING id' }

/**
 * The best bare routes one would write by hand to keep a claim, or a link: Express, a pg pool, one named prepared statement,
 * which is a transaction; the same body is sent, and the row answered as JSON. Nobody is asked who they are, nothing is checked
 * but what the table does, nothing is told to history, and sent twice it is there twice.
 */
export function bareWrites(appUrl: string) {
  const pool = new Pool({ connectionString: appUrl, max: 20 })
  const app = express()
  app.disable('etag')
  app.disable('x-powered-by')
  app.use(express.json())
  app.post('/api/v1/statements', async (req, res) => {
    const { article, content, wording, speakers, saidOn, saidOnBasis, medium, stance, summary } = req.body
    const [{ start, end }] = content
    const values = [article, speakers[0], start, end, wording, saidOn, saidOnBasis, medium, stance, summary]
    const { rows } = await pool.query({ ...INSERT_CLAIM, values })
    res.status(201).json({ ...req.body, ...rows[0] })
  })
  app.post('/api/v1/links', async (req, res) => {
    const { from, to, relation, reason } = req.body
    const { rows } = await pool.query({ ...INSERT_EDGE, values: [from, to, relation, reason] })
    res.status(201).json({ ...req.body, ...rows[0] })
  })
  app.post('/api/v1/links/:id/withdrawal', async (req, res) => {
    const { rowCount } = await pool.query({ ...DELETE_EDGE, values: [Number(req.params.id)] })
    res.status(rowCount === 1 ? 200 : 404).json({ id: Number(req.params.id) })
  })
  return app
}
