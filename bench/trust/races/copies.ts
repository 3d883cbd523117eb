import type { Asker } from '../authorisation/askers'
import { duel, entry, pairOf, rowHas } from './duel'
import { type OpenForm, opened, typedInto } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { changesTold } from './told'

/** The page of an article has the form that says of which it is a copy. */
async function copyForm({ site }: Ground, who: Asker, id: number, origin: number): Promise<OpenForm> {
  const form = await opened(site.url, who, `/articles/${id}`, `/articles/${id}/copy-of`)
  return typedInto(form, { origin: String(origin) })
}

const articleOf = async (ground: Ground) => (await ground.claim()).articleId

const originOf = async (ground: Ground, id: number) =>
  ((await ground.row('articles', id)) as unknown as { copy_of_id: number | null }).copy_of_id

const eachOfTheOther: Race = duel(
  'two articles, each said to be a copy of the other',
  'both 303: whoever comes second says which is the origin. One is the copy, never both.',
  async (ground) => {
    const [a, b] = [await articleOf(ground), await articleOf(ground)]
    const [one, other] = pairOf(ground.editors)
    const holds = async () => {
      const [ofA, ofB] = [await originOf(ground, a), await originOf(ground, b)]
      return unless((ofA === b && ofB === null) || (ofB === a && ofA === null), `copies of ${ofA} and ${ofB}`)
    }
    return {
      entries: [
        entry('one way', one, await copyForm(ground, one, a, b)),
        entry('other way', other, await copyForm(ground, other, b, a)),
      ],
      rows: [
        ['articles', a],
        ['articles', b],
      ],
      outcomes: { '303 303': { went: 'both, one after the other', holds } },
    }
  },
)

const aChain: Race = duel(
  'an article made a copy × its origin made a copy of a third',
  'both 303, and both are copies of the third.',
  async (ground) => {
    const [copy, middle, third] = [await articleOf(ground), await articleOf(ground), await articleOf(ground)]
    const [one, other] = pairOf(ground.editors)
    const holds = async () => [
      ...(await rowHas(ground, 'articles', copy, { copy_of_id: third })),
      ...(await rowHas(ground, 'articles', middle, { copy_of_id: third })),
    ]
    return {
      entries: [
        entry('copy', one, await copyForm(ground, one, copy, middle)),
        entry('origin', other, await copyForm(ground, other, middle, third)),
      ],
      rows: [
        ['articles', copy],
        ['articles', middle],
      ],
      outcomes: { '303 303': { went: 'both, one after the other', holds } },
    }
  },
)

const twoOrigins: Race = duel(
  'one article made a copy of two',
  'the first 303; the second 409 with what has changed.',
  async (ground) => {
    const [copy, first, second] = [await articleOf(ground), await articleOf(ground), await articleOf(ground)]
    const [one, other] = pairOf(ground.editors)
    const isOf = (origin: number) => rowHas(ground, 'articles', copy, { copy_of_id: origin, version: 2 })
    return {
      entries: [
        entry('one', one, await copyForm(ground, one, copy, first)),
        entry('other', other, await copyForm(ground, other, copy, second)),
      ],
      rows: [['articles', copy]],
      outcomes: {
        '303 409': {
          went: 'one first',
          holds: async (_one, late) => [
            ...unless(changesTold(late).now['Copy of']?.[1] === `article ${first}`, 'it was not told of which'),
            ...(await isOf(first)),
          ],
        },
        '409 303': {
          went: 'other first',
          holds: async (late) => [
            ...unless(changesTold(late).now['Copy of']?.[1] === `article ${second}`, 'it was not told of which'),
            ...(await isOf(second)),
          ],
        },
      },
    }
  },
)

export const COPIES: Race[] = [eachOfTheOther, aChain, twoOrigins]
