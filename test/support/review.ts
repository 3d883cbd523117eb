import { Client } from 'pg'
import { first, TEXT } from './desk'
import request from './request'
import { newWorld, type Person, signedIn, type World } from './world'

/** The form of a second statement, by another speaker, in the same text. */
export const second = {
  ...first,
  start: '69',
  end: '103',
  source: 'Bob Ray',
  cue: 'denied',
  speaker: 'Bob Ray',
  stance: 'denies',
}

export type ReviewDesk = Awaited<ReturnType<typeof newReviewDesk>>

/** Somebody at the desk: a person and their browser. */
export interface Seat {
  person: Person
  agent: Awaited<ReturnType<typeof signedIn>>
}

/** A desk that reviews, with one article: an editor, two reviewers and an admin, all signed in. */
export async function newReviewDesk() {
  const world = await newWorld()
  await setReview(world, true)
  const sit = async (person: Person): Promise<Seat> => ({ person, agent: await signedIn(world, person) })
  const editor = await sit(world.editor)
  const reviewer = await sit(await world.person('reviewer'))
  const other = await sit(await world.person('reviewer'))
  const admin = await sit(await world.person('admin'))
  let articles = 0
  /** The same text once more, with a last line of its own: a fresh page for a story. */
  const newArticle = async () => {
    articles += 1
    const answer = await editor.agent
      .post('/articles')
      .field('text', `${TEXT}\nNumber ${articles}.`)
      .field('outlet', 'The Daily')
      .field('publishedOn', '2020-02-05')
      .expect(303)
    return Number(answer.headers.location?.split('/')[2])
  }
  let articleId = await newArticle()
  const row = async (table: 'statements' | 'claims' | 'links', id?: number) =>
    (
      await world.db.query(`SELECT * FROM ${table} WHERE $1::integer IS NULL OR id = $1 ORDER BY id DESC LIMIT 1`, [
        id ?? null,
      ])
    )[0]
  /** A statement as the queue's buttons send it. */
  const item = async (id: number) => {
    const statement = await row('statements', id)
    return `statement.${id}.${statement.version}.${(await row('claims', statement.claim_id)).version}`
  }
  return {
    world,
    editor,
    reviewer,
    other,
    admin,
    get articleId() {
      return articleId
    },
    turnPage: async () => {
      articleId = await newArticle()
    },
    row,
    item,
    asReader: (path: string) => request(world.app).get(path),
    /** What history tells of a row. */
    actions: async (kind: string, id: number): Promise<string[]> =>
      (
        await world.db.query('SELECT action FROM history WHERE subject_kind = $1 AND subject_id = $2 ORDER BY id', [
          kind,
          id,
        ])
      ).map(({ action }: { action: string }) => action),
    linkItem: async (id: number) => `link.${id}.${(await row('links', id)).version}`,
    record: async (seat: Seat, fields: object = first, inArticle = articleId) => {
      await seat.agent.post(`/articles/${inArticle}/statements`).type('form').send(fields).expect(303)
      const { id, claim_id: claimId } = await row('statements')
      return { id: id as number, claimId: claimId as number }
    },
    link: async (seat: Seat, from: number, to: number, reason = '') => {
      await seat.agent.post(`/claims/${from}/links`).type('form').send({ to, relation: 'denies', reason }).expect(303)
      return (await row('links')).id as number
    },
    publish: (seat: Seat, ...items: string[]) =>
      seat.agent.post('/review/publications').type('form').send({ item: items, back: '/review' }),
  }
}

/** Switches the desk's review, as the settings' page does. */
export async function setReview(world: World, review: boolean) {
  const owner = new Client({ connectionString: world.ownerUrl })
  await owner.connect()
  await owner.query('UPDATE desk_settings SET review = $1', [review])
  await owner.query('SELECT tell_history_as_it_is()')
  await owner.end()
  world.context.settings.forget()
}
