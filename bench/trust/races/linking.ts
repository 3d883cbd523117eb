import type { Relation } from '../../../src/links/relation'
import type { Said } from '../authorisation/desk'
import { type Duel, duel, editForm, entry, type Outcome, pairOf, rowHas } from './duel'
import { formOf, type OpenForm, opened, typedInto } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'
import { tells } from './told'

/** From the page of the claim that answers, as an editor links it. */
async function linkForm({ site, editors }: Ground, from: Said, to: Said, relation: Relation): Promise<OpenForm> {
  const [one] = pairOf(editors)
  const form = await opened(site.url, one, `/claims/${from.claimId}/links/new`, `/claims/${from.claimId}/links`)
  return typedInto(form, { to: String(to.claimId), relation, direction: 'answers', reason: 'It answers' })
}

const linksBetween = (ground: Ground, one: Said, other: Said) =>
  ground.count(
    `SELECT count(*) AS count FROM links WHERE state = 'published' AND from_claim_id = ANY($1) AND to_claim_id = ANY($1)`,
    [[one.claimId, other.claimId]],
  )

/** How many different chains these claims are in; 0 where one of them is in none. */
async function chainsOf(ground: Ground, ...said: Said[]): Promise<number> {
  const ids = said.map(({ claimId }) => claimId)
  const inAny = await ground.count('SELECT count(*) AS count FROM chain_members WHERE claim_id = ANY($1)', [ids])
  if (inAny < ids.length) return 0
  const sql = 'SELECT count(DISTINCT component_id) AS count FROM chain_members WHERE claim_id = ANY($1)'
  return ground.count(sql, [ids])
}

type Given = (one: Said, other: Said) => [from: Said, to: Said, relation: Relation]

/** Two link the same two claims. `links` is how many of the two may be. */
function linking(what: string, rule: string, links: 1 | 2, first: Given, second: Given): Race {
  return duel(what, rule, async (ground) => {
    const [one, other] = [await ground.claim(), await ground.claim()]
    const [editor, colleague] = pairOf(ground.editors)
    const outcome = (lost: 0 | 1 | null): Outcome => ({
      went: lost === null ? 'both' : 'one won',
      async holds(...answers) {
        const page = lost === null ? null : answers[lost]
        const there = await linksBetween(ground, one, other)
        return [
          ...unless(
            page === null || tells(page, 'These claims are linked so already.', 'It answers'),
            'it was not told so',
          ),
          ...unless(there === links, `${there} links`),
          ...unless((await chainsOf(ground, one, other)) === 1, 'they are not in one chain'),
        ]
      },
    })
    const outcomes: Duel['outcomes'] =
      links === 1 ? { '303 422': outcome(1), '422 303': outcome(0) } : { '303 303': outcome(null) }
    return {
      entries: [
        entry('link', editor, await linkForm(ground, ...first(one, other))),
        entry('link', colleague, await linkForm(ground, ...second(one, other))),
      ],
      rows: [
        ['claims', one.claimId],
        ['claims', other.claimId],
      ],
      outcomes,
    }
  })
}

const ONE_LINK =
  'won: 303. Lost: 422 with the words that they are linked so already, and what was typed. One link, one chain.'
const TWO_LINKS = 'both: 303, for the relations differ. Two links, one chain.'

/** A chain of three, made from both ends at once. */
const oneChainOfThree: Race = duel(
  '2 × link, to one claim in the middle',
  'both: 303. Two links, one chain of three.',
  async (ground) => {
    const [a, b, c] = [await ground.claim(), await ground.claim(), await ground.claim()]
    const [editor, colleague] = pairOf(ground.editors)
    return {
      entries: [
        entry('link', editor, await linkForm(ground, a, b, 'denies')),
        entry('link', colleague, await linkForm(ground, c, b, 'corroborates')),
      ],
      rows: [['claims', b.claimId]],
      outcomes: {
        '303 303': {
          went: 'both',
          holds: async () => unless((await chainsOf(ground, a, b, c)) === 1, 'they are not in one chain'),
        },
      },
    }
  },
)

const linkAndWithdrawal: Race = duel(
  'link × withdrawal of the claim',
  'linked first: both 303, the link leads nowhere until the claim comes back. Withdrawn first: 303, the link 422 with the words that it has been.',
  async (ground) => {
    const [one, other] = [await ground.claim(), await ground.claim()]
    const [editor, colleague] = pairOf(ground.editors)
    const withdrawn = () => rowHas(ground, 'claims', other.claimId, { state: 'withdrawn', version: 2 })
    return {
      entries: [
        entry('link', editor, await linkForm(ground, one, other, 'denies')),
        entry('withdrawal', colleague, formOf(`/claims/${other.claimId}/withdrawal`, { version: 1, reason: 'A slip' })),
      ],
      rows: [
        ['claims', one.claimId],
        ['claims', other.claimId],
      ],
      outcomes: {
        '303 303': {
          went: 'linked first',
          holds: async () => [
            ...unless((await linksBetween(ground, one, other)) === 1, 'the link is gone'),
            ...unless((await chainsOf(ground, one)) === 0, 'it is in a chain alone'),
            ...(await withdrawn()),
          ],
        },
        '422 303': {
          went: 'withdrawn first',
          holds: async (link) => [
            ...unless(tells(link, `Claim ${other.claimId} has been withdrawn.`, 'It answers'), 'it was not told so'),
            ...unless((await linksBetween(ground, one, other)) === 0, 'there is a link'),
            ...(await withdrawn()),
          ],
        },
      },
    }
  },
)

const linkAndJoining: Race = duel(
  'link × joining of the claim',
  'linked first: both 303, and the link goes along. Joined first: 303, the link 422 with the words that the claim has been withdrawn.',
  async (ground) => {
    const [going, third] = [await ground.claim(), await ground.claim()]
    const staying = await ground.claim({ speaker: going.speaker })
    const [editor, colleague] = pairOf(ground.editors)
    const path = `/claims/${going.claimId}/join`
    const joining = await opened(ground.site.url, colleague, `${path}?into=${staying.claimId}`, path)
    const joined = () => rowHas(ground, 'claims', going.claimId, { joined_into_id: staying.claimId, version: 2 })
    return {
      entries: [
        entry('link', editor, await linkForm(ground, third, going, 'denies')),
        entry('joining', colleague, joining),
      ],
      rows: [
        ['claims', going.claimId],
        ['claims', third.claimId],
        ['statements', going.id],
      ],
      outcomes: {
        '303 303': {
          went: 'linked first',
          holds: async () => [
            ...unless((await linksBetween(ground, third, staying)) === 1, 'the link did not go along'),
            ...unless((await chainsOf(ground, third, staying)) === 1, 'they are not in one chain'),
            ...(await joined()),
          ],
        },
        '422 303': {
          went: 'joined first',
          holds: async (link) => [
            ...unless(tells(link, `Claim ${going.claimId} has been withdrawn.`, 'It answers'), 'it was not told so'),
            ...unless((await linksBetween(ground, third, staying)) === 0, 'there is a link'),
            ...(await joined()),
          ],
        },
      },
    }
  },
)

const editAndRelayed: Race = duel(
  'edit × recording of what the claim relays',
  'both: 303, whichever was first. The claim has the words, and relays the new one.',
  async (ground, round) => {
    const { id, claimId, articleId } = await ground.claim()
    const [editor, colleague] = pairOf(ground.editors)
    const summary = `Edited in ${round}`
    const action = `/articles/${articleId}/statements#record`
    const form = await opened(ground.site.url, colleague, `/articles/${articleId}/annotate?within=${id}`, action)
    const nested = { content: 'is safe', speaker: `Engineer ${claimId}`, kind: 'person', relayedBy: String(claimId) }
    return {
      entries: [
        entry('edit', editor, await editForm(ground, editor, id, summary)),
        entry(
          'recording',
          colleague,
          typedInto(form, { ...nested, saidOn: '', basis: 'not_stated', wording: 'indirect' }),
        ),
      ],
      rows: [
        ['statements', id],
        ['claims', claimId],
      ],
      outcomes: {
        '303 303': {
          went: 'both',
          holds: async () => [
            ...unless(
              (await ground.count(
                `SELECT count(*) AS count FROM links WHERE from_claim_id = $1 AND relation = 'relays'`,
                [claimId],
              )) === 1,
              'it does not relay the other',
            ),
            ...(await rowHas(ground, 'claims', claimId, { summary, version: 2 })),
          ],
        },
      },
    }
  },
)

export const LINKING: Race[] = [
  linking(
    '2 × link, the same',
    ONE_LINK,
    1,
    (a, b) => [a, b, 'denies'],
    (a, b) => [a, b, 'denies'],
  ),
  linking(
    '2 × contradiction, from both sides',
    ONE_LINK,
    1,
    (a, b) => [a, b, 'contradicts'],
    (a, b) => [b, a, 'contradicts'],
  ),
  linking(
    '2 × denial, from both sides',
    TWO_LINKS,
    2,
    (a, b) => [a, b, 'denies'],
    (a, b) => [b, a, 'denies'],
  ),
  linking(
    'link × link of another relation',
    TWO_LINKS,
    2,
    (a, b) => [a, b, 'denies'],
    (a, b) => [a, b, 'corroborates'],
  ),
  oneChainOfThree,
  linkAndWithdrawal,
  linkAndJoining,
  editAndRelayed,
]
