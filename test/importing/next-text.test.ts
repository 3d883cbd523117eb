import { agent, atTheDesk, known, LOOK, PAGE, send, serve, stage, world } from './at-the-desk'

atTheDesk()

/** An article that was fetched, with one statement in it. */
async function fetched(path: string): Promise<{ articleId: number; address: string }> {
  serve(path, PAGE)
  const address = stage.at(path)
  const sent = await send({ ...LOOK, address }).expect(303)
  const done = await agent
    .post(sent.headers.location as string)
    .type('form')
    .send({ ...known, url: address, again: 'yes' })
    .expect(303)
  const [, articleId] = /articles\/(\d+)/.exec(done.headers.location as string) ?? []
  return { articleId: Number(articleId), address }
}

const CHANGED = PAGE.replace('It is ready', 'It is nearly ready')

const revisions = (articleId: number): Promise<{ number: number; capturedFrom: string | null; text: string }[]> =>
  world.db.query(
    'SELECT number, captured_from AS "capturedFrom", text FROM revisions WHERE article_id = $1 ORDER BY number',
    [articleId],
  )

test('the address of an article that is here is offered as its next text, and becomes a revision by one button', async () => {
  const { articleId, address } = await fetched('/changed')
  serve('/changed', CHANGED)
  const sent = await send({ ...LOOK, address }).expect(303)
  const capture = sent.headers.location as string
  const { text } = await agent.get(capture).expect(200)
  expect(text).toContain('It has the same address.')
  expect(text).toContain('Add as revision 2')
  const offered = { article: String(articleId), version: '1' }
  const added = await agent.post(`${capture}/revision`).type('form').send(offered).expect(303)
  expect(added.headers.location).toBe(`/articles/${articleId}/revisions/2`)
  expect(await revisions(articleId)).toMatchObject([
    { number: 1, capturedFrom: address },
    { number: 2, capturedFrom: address, text: expect.stringContaining('It is nearly ready') },
  ])
  // What was captured is gone into the article: nothing waits, and it is not added twice.
  expect((await agent.get(capture)).headers.location).toBe(`/articles/${articleId}/annotate`)
  await agent.post(`${capture}/revision`).type('form').send(offered).expect(404)
})

test('nearly the same text is offered too, wherever it is from; an article that is not there takes none', async () => {
  const { articleId } = await fetched('/near')
  serve('/near-elsewhere', CHANGED.replace('nearly', 'almost'))
  const sent = await send({ ...LOOK, address: stage.at('/near-elsewhere') }).expect(303)
  const capture = sent.headers.location as string
  const { text } = await agent.get(capture).expect(200)
  expect(text).toContain('It has nearly the same text.')
  expect(text).toContain(`name="article" value="${articleId}"`)
  await agent.post(`${capture}/revision`).type('form').send({ article: '99999', version: '1' }).expect(404)
  await agent
    .post(`${capture}/revision`)
    .type('form')
    .send({ article: String(articleId), version: '7' })
    .expect(409)
})

test('a text is captured anew from the article’s own address; one that can’t be fetched says why and stays typed', async () => {
  const { articleId, address } = await fetched('/anew')
  const form = await agent.get(`/articles/${articleId}/revisions/new`).expect(200)
  expect(form.text).toContain(`value="${address}"`)
  serve('/anew', CHANGED.replace('nearly', 'all but'))
  const anew = (fields: Record<string, string>) => {
    const sent = agent.post(`/articles/${articleId}/revisions`)
    for (const [name, value] of Object.entries({ version: '1', ...fields })) sent.field(name, value)
    return sent
  }
  const missing = await anew({ address: stage.at('/nowhere') }).expect(422)
  expect(missing.text).toContain('404')
  expect(missing.text).toContain(`value="${stage.at('/nowhere')}"`)
  const two = await anew({ address, text: 'And a text.' }).expect(422)
  expect(two.text).toContain('leave all but one out')
  const done = await anew({ address }).expect(303)
  expect(done.headers.location).toBe(`/articles/${articleId}/revisions/2`)
  expect(await revisions(articleId)).toMatchObject([{ number: 1 }, { number: 2, capturedFrom: address }])
})

test('of many addresses, one that is here already waits for its editor', async () => {
  const { address } = await fetched('/of-many')
  serve('/of-many', CHANGED.replace('nearly', 'hardly'))
  serve('/of-many-too', PAGE.replace('It is ready', 'It will never be ready'))
  const sent = await send({ ...known, address: `${address}\n${stage.at('/of-many-too')}` }).expect(303)
  await world.context.intake.idle()
  const { text } = await agent.get(sent.headers.location as string).expect(200)
  expect(text).toContain('has this address already: look whether this is its next text.')
})

test('an article that came in at the same address meanwhile is shown before another is made there', async () => {
  serve('/meanwhile', PAGE.replace('It is ready', 'It is fast'))
  const address = stage.at('/meanwhile')
  const look = async () => (await send({ ...LOOK, address }).expect(303)).headers.location as string
  const [one, other] = [await look(), await look()]
  await agent
    .post(one)
    .type('form')
    .send({ ...known, url: address, shown: '' })
    .expect(303)
  await world.db.query(`UPDATE captures SET text = text || ' More of it.' WHERE id = $1`, [other.split('/').at(-1)])
  const told = await agent
    .post(other)
    .type('form')
    .send({ ...known, url: address, shown: '' })
    .expect(409)
  expect(told.text).toContain('came in after this page was shown')
  expect(told.text).toContain('It has the same address.')
  const shown = /name="shown" value="([\d ]+)"/.exec(told.text)?.[1] as string
  await agent
    .post(other)
    .type('form')
    .send({ ...known, url: address, shown })
    .expect(303)
})

test('the form for a newer text has the address in it; a text that is pasted, or a file, goes before that', async () => {
  const { articleId, address } = await fetched('/pasted')
  const form = await agent.get(`/articles/${articleId}/revisions/new`).expect(200)
  expect(form.text).toContain(`name="ownAddress" value="${address}"`)
  const own = { address, ownAddress: address }
  const to = (version: string, fields: Record<string, string>) => {
    const sent = agent.post(`/articles/${articleId}/revisions`)
    for (const [name, value] of Object.entries({ version, ...fields })) sent.field(name, value)
    return sent
  }
  await to('1', { ...own, text: 'Ferry back\n\nAs it was pasted.' }).expect(303)
  await to('2', own).attach('file', Buffer.from('Ferry back\n\nAs it lay in a file.'), 'ferry.txt').expect(303)
  expect(await revisions(articleId)).toMatchObject([
    { number: 1, capturedFrom: address },
    { number: 2, capturedFrom: null, text: expect.stringContaining('pasted') },
    { number: 3, capturedFrom: null, text: expect.stringContaining('in a file') },
  ])
  // One that somebody typed is meant.
  await to('3', { ...own, address: `${address}?page=2`, text: 'And a text.' }).expect(422)
})

const FIGURE =
  '<figure><img src="f.jpg"><figcaption>The ferry in dock, seen from the quay</figcaption></figure></article>'
const captioned = (words: string) => CHANGED.replace('nearly', words).replace('</article>', FIGURE)
const zonesOf = async (articleId: number, number: number) =>
  (
    await world.db.query(
      `SELECT kind, substr(text, start_offset + 1, end_offset - start_offset) AS words
       FROM zones JOIN revisions ON revisions.id = revision_id WHERE article_id = $1 AND number = $2 ORDER BY start_offset`,
      [articleId, number],
    )
  ).map(({ kind, words }: Record<string, string>) => [kind, words])

test('what is ticked when a newer text is read is marked in it, beside what went along', async () => {
  const { articleId, address } = await fetched('/ticked')
  const caption = [['caption', 'The ferry in dock, seen from the quay']]
  for (const [at, words] of ['almost', 'quite'].entries()) {
    serve('/ticked', captioned(words))
    const capture = (await send({ ...LOOK, address }).expect(303)).headers.location as string
    const { text } = await agent.get(capture).expect(200)
    const [, place = '', start = ''] = /name="zone" value="((\d+)-\d+)" checked/.exec(text) ?? []
    expect(text).toContain(`name="version-${articleId}" value="${at + 1}"`)
    await agent
      .post(`${capture}/revision`)
      .type('form')
      .send({ article: articleId, [`version-${articleId}`]: at + 1, zone: place, [`kind-${start}`]: 'caption' })
      .expect(303)
    expect(await zonesOf(articleId, at + 2)).toEqual(caption)
  }
})

test('of a page that is captured at once its parts are marked where that is accepted; what its site asks is told', async () => {
  const { articleId, address } = await fetched('/at-once')
  const body = captioned('fully')
  stage.paths.set('/at-once', (_req, res) =>
    res.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', 'X-Robots-Tag': 'noarchive' }).end(body),
  )
  const done = await agent
    .post(`/articles/${articleId}/revisions`)
    .field('version', '1')
    .field('address', address)
    .field('acceptZones', 'yes')
    .expect(303)
  expect(await zonesOf(articleId, 2)).toEqual([['caption', 'The ferry in dock, seen from the quay']])
  expect((await agent.get(done.headers.location as string).expect(200)).text).toContain('X-Robots-Tag')

  serve('/at-two', PAGE.replace('It is ready', 'It is red'))
  const sent = await send({ address: `${address}?copy\n${stage.at('/at-two')}` }).expect(303)
  await world.context.intake.idle()
  const { text } = await agent.get(sent.headers.location as string).expect(200)
  expect(text.match(/X-Robots-Tag/g)).toHaveLength(1)
})
