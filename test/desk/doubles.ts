import type { newsroom } from '../reading/newsroom'

export type Doubles = ReturnType<typeof doublesIn>

/** A newsroom in which a claim can be recorded twice; each time by an Ann of its own, so that it is like no other's. */
export function doublesIn(room: ReturnType<typeof newsroom>) {
  let times = 0
  const ann = () => `Ann Lee ${times}`
  const text = (by: string) =>
    `${by} ${times}: Ann Lee said the old bridge over the river is perfectly safe. Bob Ray said it is not. Cy Day asked who had paid.`

  /** Ann's claim in two papers, recorded twice; Bob denies the younger, Cy contradicts both. */
  async function twice() {
    times += 1
    const one = await room.article(text('The Daily'))
    const two = await room.article(text('The Courier'), { outlet: 'The Courier' })
    const words = ['the old bridge over the river is perfectly safe']
    const older = await room.statement(one, { by: [ann()], words })
    const claim = { medium: 'interview', saidOn: '2020-02-04', saidOnBasis: 'stated', saidOnWords: null } as const
    const younger = await room.statement(two, { by: [ann()], words, claim })
    const bob = await room.statement(one, { by: ['Bob Ray'], words: ['it is not'] })
    const cy = await room.statement(two, { by: ['Cy Day'], words: ['who had paid'], claim: { stance: 'asks' } })
    const links = {
      denial: await room.link(bob.claimId, 'denies', younger.claimId),
      ofOlder: await room.link(cy.claimId, 'contradicts', older.claimId),
      ofYounger: await room.link(younger.claimId, 'contradicts', cy.claimId),
      between: await room.link(younger.claimId, 'repeats', older.claimId),
    }
    return { older, younger, bob, cy, links }
  }

  return { ann, text, twice }
}
