import { sealForm } from '../../src/corrections/form-seal'
import { linkClaims } from '../../src/links/links.commands'
import { first, newDesk } from '../support/desk'
import request from '../support/request'
import type { World } from '../support/world'

/** A form that was opened long enough ago for somebody to have filled it in. */
export const sealed = (world: World, claimId: number, ago = 60_000) =>
  sealForm(world.context.sessionSecret, claimId, Date.now() - ago)

/** Sends a request as a signed-out reader. */
export const ask = (world: World, claimId: number, fields: object = {}) =>
  request(world.app)
    .post(`/claims/${claimId}/correction`)
    .set('Sec-Fetch-Site', 'same-origin')
    .type('form')
    .send({
      seal: sealed(world, claimId),
      kind: 'wrong_date',
      words: 'It was said a day later.',
      link: '',
      sourceUrl: '',
      name: '',
      email: '',
      website: '',
      ...fields,
    })

/** Sends one that is taken, and gives its number and its private path. */
export async function asked(world: World, claimId: number, fields: object = {}) {
  const answer = await ask(world, claimId, fields).expect(303)
  const path = answer.headers.location ?? ''
  const [{ id }] = await world.db.query('SELECT max(id) AS id FROM corrections')
  return { id: id as number, path }
}

/** So that a file's readers, who all come from one address, may send on. */
export const forgetRates = (world: World) => world.db.query('DELETE FROM rate_limits')

/** A world with a claim, and another that denies it. */
export async function newClaims() {
  const desk = await newDesk()
  const { world } = desk
  await desk.record(first).expect(303)
  const claimId = (await desk.newest('statements')).claim_id
  await desk
    .record({ ...first, content: 'the bridge is safe', start: '69', end: '103', speaker: 'Bob Ray', stance: 'denies' })
    .expect(303)
  const otherId = (await desk.newest('statements')).claim_id
  await linkClaims(world.db, null, { from: otherId, to: claimId, relation: 'denies', reason: null })
  return { world, claimId, otherId }
}
