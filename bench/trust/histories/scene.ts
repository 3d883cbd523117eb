import type { EntityManager } from 'typeorm'
import { insertAccount } from '../../../src/accounts/accounts.commands'
import { importArticle } from '../../../src/articles/articles.commands'
import { changeSettings } from '../../../src/settings/settings.commands'
import { deskSettings } from '../../../src/settings/settings.queries'
import { addSpeaker } from '../../../src/speakers/speakers.commands'
import { type Person, type Place, passageWords } from './product'
import { numbersNow, type Since } from './stored'

/** Passages that an article has: more than a history records. */
const PASSAGES = 200

/** Few, so that claims have speakers in common. */
const SPEAKERS = 3

/** Where a history begins: an article with nothing recorded of it, speakers who said nothing yet. */
export interface Scene {
  place: Place
  since: Since
  speakers: number[]
}

/** A fresh one in this database, where no other history is under way. */
export async function newScene(db: EntityManager): Promise<Scene> {
  const since = await numbersNow(db)
  const text = Array.from({ length: PASSAGES }, (_, place) => `${passageWords(place)} the text.`).join('\n')
  const imported = await importArticle(db, null, {
    raw: Buffer.from(`${text}\n${since.history}`),
    outlet: null,
    publishedOn: '2020-01-31',
    again: true,
  })
  if (!('articleId' in imported)) throw new Error(`no article: ${JSON.stringify(imported)}`)
  const speakers: number[] = []
  while (speakers.length < SPEAKERS)
    speakers.push(await addSpeaker(db, null, { name: `Speaker ${since.history} ${speakers.length}`, kind: 'person' }))
  return { place: { db, articleId: imported.articleId }, since, speakers }
}

/** So many people who write, each with a colleague who publishes. */
export async function peopleAtDesk(db: EntityManager, count: number): Promise<Person[]> {
  const account = async (name: string) => {
    const added = await insertAccount(db, { email: `${name}@desk.example`, name, role: 'reviewer' }, null)
    if ('problem' in added) throw new Error(added.problem)
    return { id: added.id, name, role: 'reviewer' as const }
  }
  const people: Person[] = []
  while (people.length < count) {
    const place = people.length
    people.push({ writer: await account(`writer${place}`), publisher: await account(`publisher${place}`) })
  }
  return people
}

export async function setReview(db: EntityManager, person: Person, review: boolean): Promise<void> {
  const { version, name, licence, licenceUrl, languages } = await deskSettings(db)
  await changeSettings(db, person.writer, version, { name, licence, licenceUrl, languages, review })
}
