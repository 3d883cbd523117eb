import { forgetOldCaptures } from '../../src/importing/captures.commands'
import { Intake } from '../../src/importing/intake.client'
import { workOffNext } from '../../src/importing/work-off.commands'
import { signedIn } from '../support/world'
import {
  agent,
  atTheDesk,
  beginImport,
  known,
  LOOK,
  PAGE,
  send,
  serve,
  stage,
  statesOf,
  TEXT,
  world,
} from './at-the-desk'

atTheDesk()

describe('several files', () => {
  it('and several addresses are cancelled, or tried again', async () => {
    serve('/one', PAGE.replace('in the yard', 'in dock'))
    stage.paths.delete('/two')
    const sent = await send({ address: `${stage.at('/one')}\n${stage.at('/two')}` }).expect(303)
    await world.context.intake.idle()
    const path = sent.headers.location as string
    expect(Object.values(await statesOf(path)).sort()).toEqual(['imported', 'refused'])
    expect((await agent.get(path)).text).toContain('Try the refused ones again')
    serve('/two', PAGE.replace('in the yard', 'abroad'))
    await agent.post(`${path}/retry`).expect(303)
    await world.context.intake.idle()
    expect(Object.values(await statesOf(path))).toEqual(['imported', 'imported'])

    const other = await beginImport({ 'x.txt': `${TEXT} X.`, 'y.txt': `${TEXT} Y.` })
    await agent.post(`${other}/cancellation`).expect(303)
    expect(Object.values(await statesOf(other))).toEqual(['cancelled', 'cancelled'])
    expect((await agent.get(other).expect(200)).text).toContain('left out')
    const stranger = await signedIn(world, await world.person('editor'))
    for (const [method, address] of [
      ['get', path],
      ['post', `${path}/retry`],
      ['post', `${path}/cancellation`],
    ] as const)
      await stranger[method](address).expect(404)
  })

  it('become nothing once their editor may not import any more', async () => {
    const { intake } = world.context
    const wake = intake.wake
    intake.wake = () => undefined
    const person = await world.person('editor')
    const leaving = await signedIn(world, person)
    await leaving
      .post('/articles')
      .field('outlet', 'The Daily')
      .field('publishedOn', '2024-05-05')
      .attach('file', Buffer.from(`${TEXT} L.`), 'l.txt')
      .attach('file', Buffer.from(`${TEXT} M.`), 'm.txt')
      .expect(303)
    const admin = await signedIn(world, await world.person('admin'))
    await admin.post(`/accounts/${person.id}`).type('form').send({ version: 1, name: 'Gone', role: 'reader' })
    const [{ role }] = await world.db.query('SELECT role FROM accounts WHERE id = $1', [person.id])
    expect(role).toBe('reader')
    intake.wake = wake
    intake.wake()
    await intake.idle()
    const rows = await world.db.query('SELECT state, problem FROM captures WHERE made_by_id = $1', [person.id])
    expect(rows).toEqual([1, 2].map(() => ({ state: 'refused', problem: expect.stringContaining('may not') })))
  })

  it('are gone on with by any process after the one that had them is gone, and done once however many work on them', async () => {
    const asleep = new Intake(world.context.intake.readers, world.context.log)
    await asleep.end()
    const { intake } = world.context
    world.context.intake.wake = () => undefined
    const path = await beginImport(
      Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`n${n}.txt`, `${TEXT} ${n} of twelve.`])),
      known,
    )
    await world.db.query(
      `UPDATE captures SET state = 'reading', tries = 1, leased_until = now() - interval '1 second' WHERE name = 'n3.txt'`,
    )
    await world.db.query(
      `UPDATE captures SET state = 'reading', tries = 3, leased_until = now() - interval '1 second' WHERE name = 'n4.txt'`,
    )
    const running = await agent.get(path).expect(200)
    expect(running.headers.refresh).toBe('2')
    expect(running.text).toContain(`<a href="${path}?still=yes">Show this without reloading it</a>`)
    const still = await agent.get(`${path}?still=yes`).expect(200)
    expect(still.headers.refresh).toBeUndefined()
    expect(still.text).toContain(`href="${path}?state=open&amp;still=yes"`)
    expect(still.text).toContain(`<a href="${path}">Let this reload by itself</a>`)
    const work = async () => {
      while (await workOffNext(intake.readers));
    }
    await Promise.all([work(), work(), work()])
    const after = await statesOf(path)
    expect(after['n4.txt']).toBe('refused')
    expect(Object.values(after).filter((state) => state === 'imported')).toHaveLength(11)
    const [{ count }] = await world.db.query(`SELECT count(*)::integer FROM revisions WHERE text LIKE '%of twelve.%'`)
    expect(count).toBe(11)
  })
})

describe('what nobody came back to', () => {
  it('is forgotten: one by itself after two days, one of many after a month', async () => {
    await send({ ...LOOK, text: `${TEXT} Forgotten.` }).expect(303)
    await send({}, { 'f.txt': `${TEXT} F.`, 'g.txt': `${TEXT} G.` }).expect(303)
    await world.context.intake.idle()
    const left = async () => {
      const [row] = await world.db.query(
        `SELECT (SELECT count(*)::integer FROM captures WHERE job_id IS NULL) AS alone,
           (SELECT count(*)::integer FROM captures WHERE job_id IS NOT NULL) AS "ofMany",
           (SELECT count(*)::integer FROM import_jobs) AS jobs`,
      )
      return row
    }
    const before = await left()
    await forgetOldCaptures(world.db)
    expect(await left()).toEqual(before)
    await world.db.query(`UPDATE captures SET created_at = now() - interval '49 hours'`)
    await forgetOldCaptures(world.db)
    expect(await left()).toEqual({ ...before, alone: 0 })
    await world.db.query(`UPDATE import_jobs SET created_at = now() - interval '31 days'`)
    // So many in a round of chores.
    while ((await forgetOldCaptures(world.db)) > 0);
    await forgetOldCaptures(world.db)
    expect(await left()).toEqual({ alone: 0, ofMany: 0, jobs: 0 })
  })
})
