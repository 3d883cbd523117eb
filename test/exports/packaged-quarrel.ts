import type { EntityManager } from 'typeorm'
import { nameChain } from '../../src/chains/chains.commands'
import { addSpeaker } from '../../src/speakers/speakers.commands'
import { article, link, statement } from './corpus'

/** A quarrel with all that a package has a table for, in an article shown in excerpts and one shown whole. */
export async function quarrel(db: EntityManager) {
  const words = '=2+2 is “five” 🚢,\nsaid Ann, on Monday. Tass: "not so", by Bea for the House. Read more below.'
  const whole = await article(db, words, {
    headline: 'A "headline", split',
    url: 'https://daily.example/?a=1',
    language: 'en',
  })
  await db.query("UPDATE articles SET rights = 'full' WHERE id = $1", [whole])
  const excerpts = await article(db, 'Zyxwvut stays untold. Only this is quoted. Zyxwvut ends it.', {
    outlet: 'The Other',
  })
  const ann = await addSpeaker(db, null, { name: 'Ann', kind: 'person', wikidataId: 'Q22686' })
  const first = await statement(db, whole, ['=2+2 is “five” 🚢', 'on Monday'], {
    source: { exact: 'Ann' },
    cue: { exact: 'said' },
    claim: {
      speakers: [{ id: ann }, { name: 'The House', kind: 'organisation' }],
      saidOnBasis: 'counted',
      saidOnWords: 'on Monday',
      summary: '+ \'it\' is "five"',
    },
  })
  const date = { saidOn: null, saidOnBasis: 'not_stated', saidOnWords: null } as const
  const second = await statement(db, whole, '"not so"', {
    hops: [
      {
        speaker: { name: 'Tass', kind: 'organisation' },
        source: { exact: 'Tass' },
        cue: null,
        medium: 'news_agency',
        wording: 'direct',
        ...date,
      },
    ],
    claim: { speakers: [{ name: 'Bea', kind: 'person' }], saidOn: '2019-06', stance: 'denies' },
  })
  const third = await statement(db, excerpts, 'Only this is quoted', {
    claim: { id: first.claimId },
    wording: 'indirect',
  })
  const alone = await statement(db, excerpts, 'stays untold', {
    claim: { speakers: [{ name: 'Cem', kind: 'person' }], saidOn: '2020-01-01' },
  })
  const denial = await link(db, second.claimId, first.claimId, 'denies', 'Because "she" said so,\nand so on.')
  const [chain] = await db.query('SELECT id, version FROM chains')
  await nameChain(db, null, chain.id, chain.version, 'Is it “five”?')
  const [bea, house] = await Promise.all(
    ['Bea', 'The House'].map(async (name) => (await db.query('SELECT id FROM speakers WHERE name = $1', [name]))[0].id),
  )
  await db.query(`INSERT INTO speaker_aliases (speaker_id, position, name) VALUES ($1, 0, 'Beatrice, "B"')`, [bea])
  await db.query(
    `INSERT INTO speaker_roles (speaker_id, title, since, speaks_for_id) VALUES ($1, 'Speaker', '2019-06', $2)`,
    [bea, house],
  )
  await db.query(
    `INSERT INTO zones (revision_id, start_offset, end_offset, kind)
     SELECT id, length - 16, length, 'navigation' FROM revisions WHERE article_id = $1`,
    [whole],
  )
  await db.query(
    `INSERT INTO replies (claim_id, by_name, words, replied_on, way, published_at) VALUES ($1, 'Dan', 'I never did.', '2019-07-01', 'letter', now())`,
    [second.claimId],
  )
  return { whole, excerpts, first, second, third, alone, denial, chain: chain.id as number, ann, words }
}
