import { linkClaims } from '../../src/links/links.commands'
import { first, newDesk } from '../support/desk'
import request from '../support/request'
import { setReview } from '../support/review'
import { changesBySql } from '../support/world'

/** What a reply is recorded with. */
export const given = { by: 'Cy Dent', words: 'I never crossed it.', repliedOn: '2020-02-06', way: 'letter', url: '' }

/** A desk with a claim, the claim that denies it and their chain, and what one does with replies there. */
export async function newReplyDesk() {
  const desk = await newDesk()
  changesBySql(desk.world)
  const { world, agent } = desk
  await desk.record(first).expect(303)
  const claimId: number = (await desk.newest('statements')).claim_id
  await desk
    .record({ ...first, content: 'the bridge is safe', start: '69', end: '103', speaker: 'Bob Ray', stance: 'denies' })
    .expect(303)
  const other = (await desk.newest('statements')).claim_id
  await linkClaims(world.db, null, { from: other, to: claimId, relation: 'denies', reason: null })
  const chain: number = (await world.db.query('SELECT id FROM chains'))[0].id
  const read = async (path: string, status = 200) => (await request(world.app).get(path).expect(status)).text
  const post = (path: string, fields: object, by = agent) => by.post(path).type('form').send(fields)
  const reply = (fields: object = {}, by = agent) => post(`/claims/${claimId}/replies`, { ...given, ...fields }, by)
  const newest = async () => (await world.db.query('SELECT * FROM replies ORDER BY id DESC LIMIT 1'))[0]
  const review = (on: boolean) => setReview(world, on)
  return { world, agent, claimId, chain, read, post, reply, newest, review }
}

export type ReplyDesk = Awaited<ReturnType<typeof newReplyDesk>>
