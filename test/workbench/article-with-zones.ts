import { importArticle } from '../../src/articles/articles.commands'
import { type Desk, TEXT } from '../support/desk'

export type Article = Awaited<ReturnType<typeof newArticle>>

/** Of a table with `revision_id`: what is in the article’s text. */
export const OF_ITS_TEXT = 'JOIN revisions ON revisions.id = revision_id WHERE article_id = $1'

/** An article for one story, with the desk’s text unless it has its own, and what is sent to its zones’ page and read of them. */
export async function newArticle(desk: Desk, { text = TEXT, ...more }: { text?: string; language?: string } = {}) {
  const sent = { raw: Buffer.from(text), outlet: 'The Daily', publishedOn: '2020-02-05', again: true, ...more }
  const imported = await importArticle(desk.world.db, null, sent)
  if (!('articleId' in imported)) throw new Error('the article was not taken')
  const id = imported.articleId

  /** Of its zones. */
  const path = (more = '') => `/articles/${id}/zones${more}`
  /** What a query finds, with the article’s number as $1. */
  const rows = (sql: string) => desk.world.db.query(sql, [id])
  const version = async (): Promise<number> => (await rows('SELECT version FROM articles WHERE id = $1'))[0].version
  return {
    id,
    path,
    rows,
    version,
    record: (fields: object) => desk.agent.post(`/articles/${id}/statements`).type('form').send(fields),
    post: async (fields: object, more = '') =>
      desk.agent
        .post(path(more))
        .type('form')
        .send({ version: await version(), ...fields }),
    marked: () =>
      rows(
        `SELECT kind, substr(text, start_offset + 1, end_offset - start_offset) AS words FROM zones ${OF_ITS_TEXT} ORDER BY start_offset`,
      ),
  }
}

/** What history tells of an action. */
export async function told({ world }: Desk, action: string, kind: string, id: number) {
  const found = await world.db.query(
    'SELECT payload FROM history JOIN history_payloads ON history_id = history.id WHERE (action, subject_kind, subject_id) = ($1, $2, $3)',
    [action, kind, id],
  )
  return found.map((row: { payload: object }) => row.payload)
}

/** The form of the notice, by which the change that it tells of is undone. */
export function undoOf(html: string) {
  const form = /<div class="notice"[\s\S]*?<form method="post" action="([^"]+)">([\s\S]*?)<\/form>/.exec(html)
  const fields = [...(form?.[2] ?? '').matchAll(/name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
    name,
    value,
  ])
  return { action: form?.[1] ?? '', fields: Object.fromEntries(fields) }
}
