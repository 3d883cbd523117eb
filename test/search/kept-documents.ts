import { verify } from '../../src/proof/verify.queries'
import type { World } from '../support/world'

/** What `gainsay verify` finds wrong with the search: the kept documents against those the views make. */
export async function wrong(world: World): Promise<string[]> {
  const report = await verify(world.db)
  return report.filter(({ what }) => /Search|spellings|Records/.test(what)).flatMap((part) => part.wrong)
}

export const marksOf = async (world: World, id: number): Promise<string[]> =>
  (await world.db.query('SELECT marks FROM search_claims WHERE id = $1', [id]))[0]?.marks ?? []

/** Whether a word is offered as a spelling. */
export const spelt = async (world: World, word: string) =>
  (await world.db.query('SELECT FROM search_words WHERE word = $1', [word])).length > 0
