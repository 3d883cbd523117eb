import { changesBySql, type World } from '../support/world'
import { article, link, statement } from './corpus'

/** A quarrel: a tweet, its denial by a spokesman of somebody, an unnamed source of no day who was passed on; and what nobody may see. */
export async function shipsQuarrel(world: World) {
  const { db } = world
  changesBySql(world)
  const articleId = await article(
    db,
    'He said "no \\ ships\there".\n\nShe: not so. They: 🚢 twice. Hidden: gone. Hm.',
    {
      url: 'https://daily.example/a?b=c',
      language: 'en',
    },
  )
  const one = await statement(db, articleId, 'no \\ ships\there', {
    claim: { speakers: [{ name: 'Ann "the" O’Neil', kind: 'person' }], medium: 'tweet', saidOn: '2019-06-03' },
  })
  const two = await statement(db, articleId, ['not so', 'twice'], {
    claim: {
      speakers: [
        { name: 'Bea', kind: 'person' },
        { name: 'The Ministry', kind: 'organisation' },
      ],
      saidOn: '2019-06',
      summary: 'It is\nnot so.',
    },
  })
  const three = await statement(db, articleId, '🚢 twice', {
    claim: { speakers: [{ name: 'an official', kind: 'described' }], saidOn: null, saidOnBasis: 'not_stated' },
  })
  const hidden = await statement(db, articleId, 'gone', { claim: { speakers: [{ name: 'Zed', kind: 'person' }] } })
  const draft = await statement(db, articleId, 'Hm', { claim: { speakers: [{ name: 'Yan', kind: 'person' }] } })
  const denial = await link(db, two.claimId, one.claimId, 'denies', 'Because "she"\nsaid so.')
  const dispute = await link(db, three.claimId, two.claimId, 'contradicts')
  await db.query(`UPDATE speakers SET wikidata_id = 'Q1' WHERE name LIKE 'Ann%'`)
  await db.query(
    `INSERT INTO speaker_roles (speaker_id, title, speaks_for_id)
     SELECT bea.id, 'spokeswoman', ministry.id FROM speakers bea, speakers ministry WHERE bea.name = 'Bea' AND ministry.name = 'The Ministry'`,
  )
  await db.query(`UPDATE statements SET state = 'withdrawn', withdrawn_reason = 'x' WHERE claim_id = $1`, [
    hidden.claimId,
  ])
  await db.query(`UPDATE claims SET state = 'withdrawn', withdrawn_reason = 'x' WHERE id = $1`, [hidden.claimId])
  await db.query(`UPDATE statements SET state = 'draft' WHERE claim_id = $1`, [draft.claimId])
  await db.query(`UPDATE claims SET state = 'draft' WHERE id = $1`, [draft.claimId])
  return { one, two, three, hidden, draft, denial, dispute, articleId }
}
