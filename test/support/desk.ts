import { newWorld, signedIn, type World } from './world'

/** A desk with one article, in which the same words stand three times, and its editor signed in. */
export const TEXT = `Headline of the day

Ann Lee said on Monday that the bridge is safe. Bob Ray denied the bridge is safe.

“It\u00a0is safe,” she said. “It was tested 👷🏽 twice.” It is safe, the city repeated: the bridge is safe.
`

/** The form of the first statement, as an editor would send it. */
export const first = {
  content: 'the bridge is safe',
  start: '21',
  end: '68',
  source: 'Ann Lee',
  cue: 'said',
  wording: 'indirect',
  speaker: 'Ann Lee',
  kind: 'person',
  saidOn: '2020-02-03',
  basis: 'counted',
  saidOnWords: 'on Monday',
  medium: 'unknown',
  stance: 'asserts',
  summary: '',
}

/** For `newest`: what its rows have in common. */
interface Row {
  id: number
  version: number
  claim_id: number
  state: string
  wording: string
}

export type Desk = Awaited<ReturnType<typeof newDesk>>

export async function newDesk() {
  const world: World = await newWorld()
  const agent = await signedIn(world)
  const form = agent
    .post('/articles')
    .field('text', TEXT)
    .field('outlet', 'The Daily')
    .field('publishedOn', '2020-02-05')
  const answer = await form.expect(303)
  const articleId = Number(answer.headers.location?.split('/')[2])
  return {
    world,
    agent,
    articleId,
    record: (fields: object) => agent.post(`/articles/${articleId}/statements`).type('form').send(fields),
    spans: (statementId: number | string) =>
      world.db.query(
        'SELECT part, position, start_offset AS start, end_offset AS "end", exact FROM spans WHERE statement_id = $1 ORDER BY part, position',
        [statementId],
      ),
    newest: async (table: 'statements' | 'claims' | 'links'): Promise<Row> =>
      (await world.db.query(`SELECT * FROM ${table} ORDER BY id DESC LIMIT 1`))[0],
  }
}
