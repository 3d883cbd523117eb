import type { EntityManager } from 'typeorm'
import { addAccount } from '../../src/accounts/accounts.commands'
import { showName } from '../../src/accounts/public-name.commands'
import { nameChain } from '../../src/chains/chains.commands'
import { withdrawClaim } from '../../src/claims/claims.commands'
import { recordStatement } from '../../src/claims/statements.commands'
import { setCopyOf } from '../../src/copies/copies.commands'
import { addReply } from '../../src/corrections/replies.commands'
import { joinClaims } from '../../src/links/join-claims.commands'
import { linkClaims } from '../../src/links/links.commands'
import { mergeSpeakers } from '../../src/links/merge-speakers.commands'
import { RELATIONS, type Relation } from '../../src/links/relation'
import { redact } from '../../src/proof/redact.commands'
import { addRevision } from '../../src/revising/revise.commands'
import { outletSpeaker } from '../../src/speakers/outlet-speaker.commands'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { article } from '../exports/corpus'
import { newClaim } from '../support/new-claim'
import type { Desk } from './desks'
import { ownerOf } from './refused-in'

/** mulberry32: small, and the same everywhere, so that a desk that doesn't come back can be made again. */
export function seeded(seed: number) {
  let state = seed
  return (below: number): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * below)
  }
}

const WORDS = [
  ...[
    'ferry',
    'said',
    'Łódź',
    'нет',
    '“not',
    'so”',
    '🚢🚢',
    'e\u0301tat',
    '=2+2',
    "it's",
    'a\\b',
    'half\u00a0past',
    '\u202b',
    '漢字',
    'x\u2028y',
  ],
  ...['█', '\u0001', '"', '\tTass', '-5', '\uFFFD', '\u0338', 'Å', 'ﬁn', '\n', '\n\n'],
]

const DATES = [
  { saidOn: '2019-06-03', saidOnBasis: 'stated', saidOnWords: null },
  { saidOn: '2019-06', saidOnBasis: 'inferred', saidOnWords: 'this "summer"' },
  { saidOn: '../2019-06-04', saidOnBasis: 'counted', saidOnWords: 'on Monday' },
  { saidOn: '2019-05-29/..', saidOnBasis: 'stated', saidOnWords: null },
  { saidOn: '201X?', saidOnBasis: 'stated', saidOnWords: null },
  { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null },
] as const

/**
 * A small desk of everything that there is, at random: odd letters, split quotations, hops, merged speakers, joined and withdrawn claims, newer
 * texts, copies of articles that report nothing, replies, chains with titles, two editors, words that were erased. What the product refuses of
 * it is not there.
 */
export async function randomDesk(desk: Desk, seed: number): Promise<void> {
  const { db } = desk.database
  const below = seeded(seed)
  const some = <One>(list: readonly One[]): One => list[below(list.length)] as One
  const perhaps = (chance: number) => below(100) < chance
  const text = (length: number) => `Begin ${Array.from({ length }, () => some(WORDS)).join(' ')} end.`
  const editors: ({ id: number } | null)[] = [null]
  for (const email of ['ann@desk.example', 'bea@desk.example']) {
    const added = await addAccount(db, { email, name: email, role: 'editor' })
    if (!('id' in added)) continue
    editors.push({ id: added.id })
    // One is known by name, the other by number.
    if (editors.length === 2) await showName(db, added, 1, true)
  }

  const articles: number[] = []
  for (let count = 3 + below(4); count > 0; count--) {
    const id = await article(db, text(10 + below(60)), {
      outlet: some(['The Daily', 'O’Other, "the"', null]),
      publishedOn: some(['2019-06-04', '2020-02-29', null]),
      byline: some([null, 'A, B']),
      url: some([null, 'https://daily.example/?a=1&b="2"']),
      rights: some([null, null, 'full', 'excerpts'] as const),
      zones: perhaps(30) ? [{ start: 0, end: 5, kind: 'caption' }] : [],
    })
    articles.push(id)
  }
  if (perhaps(60)) {
    const version = await versionOf(db, 'articles', articles[0] as number)
    await setCopyOf(db, null, articles[0] as number, version, articles.at(-1) as number)
  }

  const speakers: number[] = []
  for (let count = 4 + below(5); count > 0; count--) {
    const name = `${some(['Ann', 'Łukasz', 'Беа', 'A source'])} ${count}`
    const id = await addSpeaker(db, null, {
      name,
      kind: some(['person', 'person', 'organisation', 'group', 'described']),
      description: some([null, 'Who "that" is']),
      aliases: Array.from({ length: below(4) }, (_, place) => `${some(['The chief', 'B.'])} ${place}`),
      roles: Array.from({ length: below(3) }, (_, place) => ({
        title: `${some(['Minister', 'Speaker'])} ${place}`,
        since: some([null, '2019-06']),
        until: null,
        speaksForId: speakers.length > 0 && perhaps(60) ? some(speakers) : null,
      })),
    })
    speakers.push(id)
  }
  const [outlet] = await db.query('SELECT id FROM outlets ORDER BY id LIMIT 1')
  if (outlet) speakers.push((await outletSpeaker(db, null, outlet.id)).speakerId)

  // An origin of which a copy is told, and that reports nothing itself.
  const tagged = perhaps(50) ? articles.slice(0, -1) : articles
  const claims: number[] = []
  for (let count = 6 + below(10); count > 0; count--) {
    const articleId = some(tagged)
    const [{ length }] = await db.query(
      'SELECT length FROM revisions WHERE article_id = $1 ORDER BY number DESC LIMIT 1',
      [articleId],
    )
    const place = () => {
      const start = below(length - 1)
      return { start, end: Math.min(length, start + 1 + below(20)) }
    }
    const split = place()
    const speakerId = some(speakers)
    const roles = await db.query('SELECT id FROM speaker_roles WHERE speaker_id = $1', [speakerId])
    const outcome = await recordStatement(db, some(editors), {
      articleId,
      content: perhaps(30) && split.end < length - 3 ? [split, { start: split.end + 1, end: length }] : [split],
      source: perhaps(50) ? place() : undefined,
      cue: perhaps(50) ? place() : undefined,
      wording: some(['direct', 'indirect', 'mixed']),
      inZone: true,
      hops: Array.from({ length: perhaps(30) ? 1 + below(2) : 0 }, () => ({
        ...{ speaker: { id: some(speakers) }, medium: 'news_agency' as const, wording: 'direct' as const },
        ...{ source: perhaps(50) ? place() : null, cue: perhaps(50) ? place() : null },
        ...some(DATES),
      })),
      claim:
        claims.length > 0 && perhaps(25)
          ? { id: some(claims) }
          : newClaim({
              speakers: [
                {
                  id: speakerId,
                  role: roles.length > 0 && perhaps(60) ? { id: some<{ id: number }>(roles).id } : null,
                },
                ...(perhaps(20) ? [{ id: some(speakers.filter((id) => id !== speakerId)) }] : []),
              ],
              ...some(DATES),
              stance: some(['asserts', 'denies', 'asks']),
              summary: some([null, 'It’s "so" \\ 😀']),
            }),
    }).catch(refusal)
    if ('claimId' in outcome) claims.push(outcome.claimId)
  }

  for (let count = below(20); count > 0; count--) {
    const relation = some(Object.keys(RELATIONS) as Relation[])
    const reason = some([null, 'Because "she" said so,\nand so on. 😀'])
    await linkClaims(db, some(editors), { from: some(claims), to: some(claims), relation, reason }).catch(refusal)
  }
  for (const { id, version } of await db.query('SELECT id, version FROM chains WHERE component_id IS NOT NULL'))
    if (perhaps(50)) await nameChain(db, null, id, version, some(['Did he?', '“Не?” 😀']))
  for (let count = below(3); count > 0; count--) {
    const id = some(speakers)
    await mergeSpeakers(db, null, id, await versionOf(db, 'speakers', id), some(speakers)).catch(refusal)
  }
  const editor = editors[1]
  if (editor && perhaps(60)) {
    const by = perhaps(50) ? { speakerId: some(speakers) } : { name: 'Dan' }
    const reply = {
      by,
      words: 'I never did.\n“Never.”',
      repliedOn: '2019-07-01',
      way: 'letter' as const,
      url: null,
      correctionId: null,
    }
    await addReply(db, editor, some(claims), reply).catch(refusal)
  }
  if (perhaps(50)) {
    const [from, into] = [some(claims), some(claims)]
    const fromVersion = await versionOf(db, 'claims', from)
    await joinClaims(db, null, { from, fromVersion, into, intoVersion: null }).catch(refusal)
  }
  if (perhaps(60)) {
    const id = some(claims)
    await withdrawClaim(db, null, id, await versionOf(db, 'claims', id), 'Wrong.').catch(refusal)
  }
  if (perhaps(60)) {
    const raw = Buffer.from(text(10 + below(60)))
    await addRevision(db, null, some(articles), null, { raw }).catch(refusal)
  }
  await redactSome(desk, below)
}

/** Erases words: mostly a passage's, of which others may lose some with their text. */
async function redactSome(desk: Desk, below: (most: number) => number): Promise<void> {
  const kinds = ['statement', 'statement', 'statement', 'claim', 'speaker', 'link', 'article'] as const
  const redactions = Math.max(0, below(5) - 2)
  if (redactions === 0) return
  const owner = await ownerOf(desk)
  for (let count = redactions; count > 0; count--) {
    const kind = kinds[below(kinds.length)] ?? 'statement'
    const rows: { id: number }[] = await owner.query(`SELECT id FROM ${kind}s ORDER BY id`)
    const row = rows[below(rows.length)]
    if (row) await redact(owner.manager, { kind, id: row.id }, { reason: 'By order.', legalBasis: null })
  }
  await owner.destroy()
}

/** What is refused at random is not there; what breaks is a fault. */
function refusal(error: unknown): { refused: true } {
  if (error instanceof Error && 'status' in error) return { refused: true }
  throw error
}

const versionOf = async (db: EntityManager, table: string, id: number): Promise<number> =>
  (await db.query(`SELECT version FROM ${table} WHERE id = $1`, [id]))[0].version
