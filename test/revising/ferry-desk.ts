import { newsroom } from '../reading/newsroom'
import request from '../support/request'
import { newWorld, signedIn } from '../support/world'

/** A short piece of news: two statements, of which the second denies the first. */
export const FIRST = `Ferry to stay in port

The mayor said on Monday that the ferry would sail again in May.

“Nobody has asked us,” the harbour master said.

The union has yet to be told.
`

export type FerryDesk = Awaited<ReturnType<typeof ferryDesk>>

/** An editor’s browser and what it does with articles that change. */
export async function ferryDesk() {
  const world = await newWorld()
  const agent = await signedIn(world)
  const desk = newsroom(world.db)

  async function article(text = FIRST) {
    const id = await desk.article(text, { again: true })
    const mayor = await desk.statement(id, {
      by: ['The mayor'],
      words: ['the ferry would sail again in May'],
      source: 'The mayor',
      cue: 'said',
    })
    const master = await desk.statement(id, {
      by: ['The harbour master'],
      words: ['“Nobody has asked us,”'],
      source: 'the harbour master',
      cue: 'said',
    })
    await desk.link(master.claimId, 'denies', mayor.claimId)
    return { id, mayor, master }
  }

  async function capture(articleId: number, text: string, version?: number) {
    const [row] = await world.db.query('SELECT version FROM articles WHERE id = $1', [articleId])
    return agent
      .post(`/articles/${articleId}/revisions`)
      .field('version', version ?? row.version)
      .field('text', text)
  }

  /** Where a statement's content stands: which text, its words, and the words that this text has there. */
  const standsIn = (statementId: number): Promise<{ number: number; exact: string; found: string }[]> =>
    world.db.query(
      `SELECT number, exact, substr(text, start_offset + 1, end_offset - start_offset) AS found
       FROM spans JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id
       WHERE statement_id = $1 AND part = 'content' ORDER BY position`,
      [statementId],
    )

  const versionOf = async (statementId: number): Promise<number> =>
    (await world.db.query('SELECT version FROM statements WHERE id = $1', [statementId]))[0].version

  /** What waits of a statement, or has become of it last. */
  const carryingOf = async (
    statementId: number,
  ): Promise<{ id: number; class: string; because: string | null; outcome: string | null; effect: string | null }> =>
    (
      await world.db.query(
        'SELECT id, class, because, outcome, effect FROM carryings WHERE statement_id = $1 ORDER BY id DESC LIMIT 1',
        [statementId],
      )
    )[0]

  async function settle(statementId: number, act: string, fields: Record<string, string | string[]> = {}) {
    const { id } = await carryingOf(statementId)
    return agent
      .post(`/carryings/${id}/${act}`)
      .type('form')
      .send({ version: String(await versionOf(statementId)), ...fields })
  }

  /** A page as a reader without an account sees it. */
  const read = async (path: string, status = 200) => (await request(world.app).get(path).expect(status)).text

  return { world, agent, desk, article, capture, standsIn, versionOf, carryingOf, settle, read }
}

/** What links to a claim's chain on its page. */
export const chainOn = (page: string): string => /href="(\/chains\/\d+)#claim-/.exec(page)?.[1] ?? 'no chain'
