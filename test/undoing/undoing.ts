import { type Desk, first } from '../support/desk'

/** What somebody at a desk does who undoes, and looks what came of it. */
export function undoingAt(desk: Desk) {
  const { db } = desk.world
  const post = (path: string, fields: object) => desk.agent.post(path).type('form').send(fields)
  const row = async (table: string, id: number) => (await db.query(`SELECT * FROM ${table} WHERE id = $1`, [id]))[0]
  return {
    post,
    row,
    undo: (...change: string[]) => post('/undo', { change, back: '/desk' }),
    /** A statement of a speaker of its own, with its claim. */
    async recorded(): Promise<{ statement: number; claim: number }> {
      await desk.record({ ...first, speaker: `Ann ${Math.random().toString(36).slice(2)}` }).expect(303)
      const { id, claim_id } = await desk.newest('statements')
      return { statement: id, claim: claim_id }
    },
    /** Its form's fields as the page gives them, with some changed. */
    async edit({ statement, claim }: { statement: number; claim: number }, changes: object) {
      const { version } = await row('statements', statement)
      const { version: claimVersion } = await row('claims', claim)
      const said = 'SELECT name FROM speakers JOIN claim_speakers ON speaker_id = id WHERE claim_id = $1'
      const [{ name }] = await db.query(said, [claim])
      await post(`/statements/${statement}`, { ...first, speaker: name, version, claimVersion, ...changes }).expect(303)
    },
    /** What the notice of the next page would send to undo what was done last. */
    async undoFromNotice(path: string, agent = desk.agent) {
      const { text } = await agent.get(path).expect(200)
      const form = /<form method="post" action="\/undo">(.*?)<\/form>/s.exec(text)?.[1] ?? ''
      const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)]
      const change = fields.filter(([, name]) => name === 'change').map(([, , value]) => value)
      return agent.post('/undo').type('form').send({ change, back: '/desk' })
    },
  }
}
