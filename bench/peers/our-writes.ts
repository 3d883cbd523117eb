import { addAccount, addToken } from '../../src/accounts/accounts.commands'
import { connect } from '../../src/database/database'
import { entities } from '../../src/entities'
import type { Asked } from './asked'
import type { NewRow } from './peer'

/** More than are written in any number of rounds. */
const MOST_PASSAGES = 100_000

interface Passage {
  article: number
  start: number
  end: number
  words: string
  speaker: number
}

/** Gives claims to be added, each of a passage that no claim has: ours as the API takes it, a peer's as a row. */
export interface Claims {
  forUs(): Asked
  forPeer(): NewRow
}

export async function claimsToAdd(appUrl: string): Promise<Claims> {
  const database = await connect(appUrl, entities)
  try {
    const person = await addAccount(database.db, { email: 'bench@desk.example', name: 'Bench', role: 'editor' })
    if ('problem' in person) throw new Error(person.problem)
    const token = await addToken(database.db, person.id)
    // A passage that is recorded, but for its full stop: other words at a place of their own.
    const passages: Passage[] = await database.db.query(`
      SELECT article_id AS article, start_offset AS start, end_offset - 1 AS "end", left(exact, -1) AS words, speaker_id AS speaker
      FROM spans JOIN statements ON statements.id = statement_id JOIN revisions ON revisions.id = revision_id
      JOIN claim_speakers ON claim_speakers.claim_id = statements.claim_id AND claim_speakers.position = 0
      WHERE part = 'content' ORDER BY hashint4extended(statements.id, 71), statements.id LIMIT ${MOST_PASSAGES}`)
    return claimsOf(passages, token)
  } finally {
    await database.close()
  }
}

function claimsOf(passages: readonly Passage[], token: string): Claims {
  const places = { ours: 0, peers: 0 }
  const next = (whose: keyof typeof places) => {
    // To a peer it is a row like any other, of which there may be two.
    const passage = passages[whose === 'peers' ? places.peers % passages.length : places.ours]
    if (!passage) throw new Error('The corpus has no more passages to add.')
    places[whose] += 1
    return passage
  }
  return {
    forUs() {
      const { article, start, end, speaker } = next('ours')
      return {
        path: '/api/v1/statements',
        headers: { Authorization: `Bearer ${token}`, 'Idempotency-Key': `bench-${places.ours}` },
        body: {
          article,
          content: [{ start, end }],
          wording: 'direct',
          speakers: [{ id: speaker }],
          saidOn: '2025-03-03',
          saidOnBasis: 'stated',
          medium: 'speech',
          stance: 'asserts',
        },
      }
    },
    forPeer: () => next('peers'),
  }
}
