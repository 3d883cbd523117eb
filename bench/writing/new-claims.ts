import { KEY_FIELD } from '../../src/web/key-field'
import type { Desk, Editor } from './desk'
import { formOf, jsonOf, type Sent } from './sent'

/** Texts that new claims are found in: more than writers write at once, so that no two wait for the same text. */
const ARTICLES = 400

/** Code points of a passage, about a sentence; the texts of the corpus have nothing outside of the basic plane. */
const LENGTH = 90

/** Code points from one passage of a text to its next: a prime, so that all places of a text come before one comes again. */
const STEP = 101

/** A claim to be, by what the corpus has. */
interface Drawn {
  article: number
  start: number
  end: number
  exact: string
  speaker: { id: number; name: string }
  /** One that is published, and not of the same article. */
  answered: number
}

/** Draws claims, each another one; the same ones in the same order on every machine. */
export async function newClaims({ owner, claims }: Desk): Promise<() => Drawn> {
  const { rows: texts } = await owner.query<{ article: number; text: string }>(
    `SELECT article_id AS article, text FROM revisions
     WHERE length > ${LENGTH * 4} AND (length - ${LENGTH}) % ${STEP} <> 0 ORDER BY hashint4extended(article_id, 71), id LIMIT ${ARTICLES}`,
  )
  const { rows: speakers } = await owner.query<{ id: number; name: string }>(
    `SELECT min(id) AS id, name FROM speakers GROUP BY name HAVING count(*) = 1 ORDER BY hashint4extended(min(id), 72), 1 LIMIT 200`,
  )
  let drawn = 0
  return () => {
    drawn += 1
    const { article, text } = texts[drawn % texts.length] as (typeof texts)[number]
    // Another place each time that the article comes again: no text was taken whose room the step divides.
    const room = text.length - LENGTH
    const start = (Math.floor(drawn / texts.length) * STEP) % room
    const [first, last] = [start + leadingSpace(text.slice(start)), start + LENGTH]
    const exact = text.slice(first, last).trimEnd()
    return {
      article,
      start: first,
      end: first + exact.length,
      exact,
      speaker: speakers[drawn % speakers.length] as (typeof speakers)[number],
      answered: 1 + ((drawn * 7919) % claims),
    }
  }
}

const leadingSpace = (text: string) => text.length - text.trimStart().length

/** A key that no other process, and no other run on the same database, has. */
let keys = 0
const nextKey = () => `bench-${process.pid}-${keys++}`

/** What a script sends to add a claim. */
export const claimByApi =
  (editor: Editor, draw: () => Drawn): (() => Sent) =>
  () => {
    const { article, start, end, speaker } = draw()
    const body = {
      article,
      content: [{ start, end }],
      wording: 'direct',
      speakers: [speaker.id],
      saidOn: '2016-03-04',
      saidOnBasis: 'stated',
      medium: 'speech',
      stance: 'denies',
      summary: `What ${speaker.name} is said to have said, in one plain sentence.`,
    }
    return jsonOf(editor, '/statements', body, nextKey())
  }

/** What a browser sends to add a claim that answers another one. */
export const linkedClaimByForm =
  (editor: Editor, draw: () => Drawn): (() => Sent) =>
  () => {
    const { article, start, end, exact, speaker, answered } = draw()
    return formOf(editor, `/articles/${article}/statements`, {
      [KEY_FIELD]: nextKey(),
      content: exact,
      spans: `${start}-${end}`,
      wording: 'direct',
      speaker: speaker.name,
      saidOn: '2016-03-04',
      basis: 'stated',
      medium: 'speech',
      stance: 'denies',
      summary: `What ${speaker.name} is said to have said, in one plain sentence.`,
      link: String(answered),
      [`relation-${answered}`]: 'contradicts',
    })
  }
