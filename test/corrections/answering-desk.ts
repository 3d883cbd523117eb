import { first, newDesk } from '../support/desk'
import request from '../support/request'

/** A desk with one claim, to ask corrections of and to answer them. */
export async function newAnsweringDesk() {
  const desk = await newDesk()
  const { world, agent } = desk
  await desk.record(first).expect(303)
  const statement = await desk.newest('statements')
  const post = (path: string, fields: object, by = agent) => by.post(path).type('form').send(fields)
  return {
    world,
    agent,
    claimId: statement.claim_id,
    statementId: statement.id,
    post,
    read: async (path: string) => (await request(world.app).get(path).expect(200)).text,
    row: async (id: number) => (await world.db.query('SELECT * FROM corrections WHERE id = $1', [id]))[0],
    /** Whose mails they are. */
    site: { name: 'The Desk', baseUrl: world.context.baseUrl },
    /** Closes one as corrected or not. */
    answer: (id: number, version: number, fields: object = {}) =>
      post(`/corrections/${id}/answer`, {
        version,
        outcome: 'not_corrected',
        answer: 'The recording says Monday.',
        changeWords: '',
        change: '',
        ...fields,
      }),
  }
}

export type AnsweringDesk = Awaited<ReturnType<typeof newAnsweringDesk>>
