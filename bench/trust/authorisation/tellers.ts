import { withdrawClaim } from '../../../src/claims/claims.commands'
import type { Desk, Said } from './desk'
import type { Secret } from './newsroom'

/** Claims that are told within others, and what the desk can hide of that. */
export interface Tellers {
  article: number
  /** Public only within another's telling. */
  told: Said
  /** Two public claims in one sentence; that the one passes on the other is not said yet. */
  unlinked: { told: Said; telling: Said }
  /** Public by a report elsewhere, and linked to what it tells of; its words here are nobody's yet. */
  untagged: { telling: Said; words: string }
  /** The same of what is cited. */
  uncited: { told: Said; words: string; source: string }
}

/**
 * "Vera said Igor had told her …": a card says who tells of a claim, and whom an article cites, so each of link, claim and
 * report decides what is shown of another row. Speakers whose names are hidden are not named in the text, which is public.
 */
export async function tellOfEachOther(desk: Desk, secret: Secret): Promise<Tellers> {
  const article = await desk.article([
    'Who told whom',
    'Vera Pall said Igor Wenn had told her the dam holds.',
    'She said Odo Pym had told her the dyke leaks.',
    'Xenia Roe said Ugo Sand had told her the lock jams.',
    'Yuri Zee said Tom Uhl had told him the weir is open.',
    'Zoe Abt said the mole is gone, citing a source.',
    'Ada Bly said the jetty is sold, citing Cal Dorn.',
  ])
  const elsewhere = await desk.article(['Again', 'Xenia Roe: Ugo told me of the lock.', 'Cal Dorn: I sold the jetty.'])
  const tells = async (teller: string, words: string, name: string, told: string) => {
    const inner = await desk.says(article, name, told)
    const outer = await desk.says(article, teller, words)
    return { told: inner, telling: outer }
  }

  const vera = await tells('Vera Pall', 'Igor Wenn had told her the dam holds', 'Igor Wenn', 'the dam holds')
  await desk.link(vera.telling, vera.told, 'relays')

  const hidden = `Wanda ${secret('who told of a public claim, in a withdrawn one')}`
  const wanda = await tells(hidden, 'Odo Pym had told her the dyke leaks', 'Odo Pym', 'the dyke leaks')
  await desk.link(wanda.telling, wanda.told, 'relays')
  await withdrawClaim(desk.db, desk.editor, wanda.telling.claimId, 1, 'Nobody said so.')

  const lock = await desk.says(article, 'Ugo Sand', 'the lock jams')
  const xenia = await desk.says(elsewhere, 'Xenia Roe', 'Ugo told me of the lock')
  await desk.link(xenia, lock, 'relays')

  const weir = await tells('Yuri Zee', 'Tom Uhl had told him the weir is open', 'Tom Uhl', 'the weir is open')

  const zoe = await desk.says(article, 'Zoe Abt', 'the mole is gone')
  const ned = `Ned ${secret('who is cited, in a withdrawn claim')}`
  const cited = await desk.says(article, ned, 'the mole is gone', { source: 'a source' })
  await desk.link(zoe, cited, 'relays')
  await withdrawClaim(desk.db, desk.editor, cited.claimId, 1, 'Nobody said so.')

  const ada = await desk.says(article, 'Ada Bly', 'the jetty is sold')
  const cal = await desk.says(elsewhere, 'Cal Dorn', 'I sold the jetty')
  await desk.link(ada, cal, 'relays')
  return {
    article,
    told: vera.told,
    unlinked: weir,
    untagged: { telling: xenia, words: 'Ugo Sand had told her the lock jams' },
    uncited: { told: cal, words: 'the jetty is sold', source: 'Cal Dorn' },
  }
}
