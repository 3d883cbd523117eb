import { CodePoints } from '../../src/quotes/code-points'
import { newsroom } from '../reading/newsroom'
import { type FilledForm, filledForm } from '../support/filled-form'
import { newWorld, signedIn } from '../support/world'

export const SAFE = 'the ferry was safe to sail'
export const PASSED = '“It passed every test we have,”'
export const HURT = '“Nobody was hurt.”'
export const REPORT = 'the report'
export const SUBSCRIBE = 'readers should subscribe'
export const FIRE = 'the crew had told him that the engine was on fire twice'
export const NEW = 'the ferry was new'
export const TEXT = `Ferry trial goes ahead

🙂 Harbour master Ines Okafor said on Monday that ${SAFE}.

${PASSED} Okafor told reporters. ${HURT}

Tomas Brandt, a spokesman for the dockers’ union, denied ${REPORT} in a statement on Tuesday.

He added that ${FIRE}.

The Daily said that ${SUBSCRIBE}.

According to the Lagoon Company, ${NEW}.
`

/** A desk with an editor signed in, to whom the same news comes again and again. */
export async function newFerryDesk() {
  const world = await newWorld()
  const agent = await signedIn(world)
  const room = newsroom(world.db)
  let articles = 0
  /** The same news once more, published on a Wednesday. */
  const article = (more: Parameters<typeof room.article>[1] = {}, text = TEXT) => {
    articles += 1
    return room.article(`${text}\nNumber ${articles}.\n`, { publishedOn: '2019-06-12', ...more })
  }
  const placeOf = (words: string, text = TEXT) => {
    const start = new CodePoints(text).offsetAt(text.indexOf(words))
    return `${start}-${start + [...words].length}`
  }
  const page = async (id: number, asked = ''): Promise<string> =>
    (await agent.get(`/articles/${id}/annotate${asked}`).expect(200)).text
  const formOf = async (id: number, asked = '') => filledForm(await page(id, asked))
  const wordsOf = ({ fields }: FilledForm) => [fields.content ?? ''].flat().filter(Boolean).join(' + ')
  const rowsOf = ({ fields }: FilledForm, name: string) => [fields[name] ?? []].flat().filter(Boolean)
  const record = (id: number, fields: object) => agent.post(`/articles/${id}/statements`).type('form').send(fields)
  const take = (id: number, fields: object) => agent.post(`/articles/${id}/annotate`).type('form').send(fields)
  const counts = async () =>
    (
      await world.db.query(
        'SELECT (SELECT count(*) FROM statements) AS statements, (SELECT count(*) FROM speakers) AS speakers, (SELECT count(*) FROM history) AS history',
      )
    )[0]
  return { world, agent, room, article, placeOf, page, formOf, wordsOf, rowsOf, record, take, counts }
}
