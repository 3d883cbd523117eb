import type { VersionedTable } from '../../../src/database/versions'
import type { Answered, Asker } from '../authorisation/askers'
import { formIn, opened, send, typedInto, valueIn } from './forms'
import type { Ground, Row } from './ground'
import { answered, type Entry, type Race, unless } from './race'
import { sidesTold } from './told'

/** What several people have open at once, with the field that all of them type into. */
interface Edited {
  page: string
  action: string
  field: string
  /** What the field is called where the three sides are told. */
  label: string
  table: VersionedTable
  id: number
  column: keyof Row
  /** Rows that one saving counts up by one and tells history of once: by history's word and table. */
  changes: [kind: string, table: VersionedTable, id: number][]
}

const RULE =
  'won: answered 303, the row holds the words, counted up once, history told once. Lost: 409, the page tells what it was, the winner’s words and one’s own, which stay in the form and can be sent again.'

/** So many rounds apart a loser sends the form of that page again, which has to be taken. */
const SENT_AGAIN = 5

function editing(what: string, people: (ground: Ground) => Asker[], edited: (ground: Ground) => Promise<Edited>): Race {
  return {
    what,
    rule: RULE,
    async line(ground, round) {
      const subject = await ground.kept(what, () => edited(ground))
      const { page, action, field, table, id, column, changes } = subject
      const entries: Entry[] = await Promise.all(
        people(ground).map(async (who) => {
          const form = await opened(ground.site.url, who, page, action)
          return { does: 'edit', who, form: typedInto(form, { [field]: `As ${who.name} has it, ${round}` }) }
        }),
      )
      const base = String((await ground.row(table, id))[column] ?? '')
      const before = await countsOf(ground, changes)
      const judge = async (answers: Answered[]) => {
        const winners = entries.filter((_, place) => answers[place]?.status === 303)
        const [winner] = winners
        if (winners.length !== 1 || !winner)
          return { went: `${winners.length} won`, slips: [`${winners.length} won: ${answered(entries, answers)}`] }
        const words = valueIn(winner.form, field)
        const slips = entries.flatMap(({ form }, place) => {
          const answer = answers[place] as Answered
          return form === winner.form
            ? []
            : notTold(answer, subject, { base, theirs: words, mine: valueIn(form, field) })
        })
        const now = await ground.row(table, id)
        slips.push(...unless(now[column] === words, `the row has ${now[column]}, and ${words} was taken`))
        const after = await countsOf(ground, changes)
        slips.push(...unless(after.join() === before.map((count) => count + 1).join(), `${before} became ${after}`))
        if (round % SENT_AGAIN === 0) slips.push(...(await sentAgain(ground, subject, entries, answers)))
        return { went: 'one won', slips }
      }
      return { entries, rows: changes.map(([, table, id]) => [table, id]), judge }
    },
  }
}

/** Versions and how often history tells, of each row that a saving changes. */
async function countsOf(ground: Ground, changes: Edited['changes']): Promise<number[]> {
  const counts: number[] = []
  for (const [kind, table, id] of changes) {
    // The settings' only row has no number that history would name.
    counts.push((await ground.row(table, id)).version, await ground.told(kind, id))
  }
  return counts
}

function notTold(
  answer: Answered,
  { action, field, label }: Edited,
  sides: Record<'base' | 'theirs' | 'mine', string>,
) {
  if (answer.status !== 409) return [`a loser was answered ${answer.status}`]
  const told = sidesTold(answer)[label]
  const kept = valueIn(formIn(answer.body, action), field)
  const shown = [told?.base, told?.theirs, told?.mine, kept].join(' | ')
  const wanted = [sides.base || 'nothing', sides.theirs, sides.mine, sides.mine].join(' | ')
  return unless(shown === wanted, `told ${shown}, not ${wanted}`)
}

/** The page of whoever lost, sent as it stands: their words are taken now. */
async function sentAgain(
  ground: Ground,
  { action, field, table, id, column }: Edited,
  entries: Entry[],
  answers: Answered[],
) {
  const place = answers.findIndex(({ status }) => status === 409)
  const [loser, page] = [entries[place], answers[place]]
  if (!loser || !page) return ['nobody lost']
  const { status } = await send(ground.site.url, loser.who, formIn(page.body, action))
  const now = (await ground.row(table, id))[column]
  return [
    ...unless(status === 303, `sent again it was answered ${status}`),
    ...unless(now === valueIn(loser.form, field), `sent again, the row has ${now}`),
  ]
}

const ofStatement = async (ground: Ground): Promise<Edited> => {
  const { id, claimId } = await ground.claim()
  return {
    page: `/statements/${id}/edit`,
    action: `/statements/${id}`,
    field: 'summary',
    label: 'Summary',
    table: 'claims',
    id: claimId,
    column: 'summary',
    changes: [
      ['statement', 'statements', id],
      ['claim', 'claims', claimId],
    ],
  }
}

const ofArticle = async (ground: Ground): Promise<Edited> => {
  const { articleId: id } = await ground.claim()
  return {
    page: `/articles/${id}/edit`,
    action: `/articles/${id}`,
    field: 'headline',
    label: 'Headline',
    table: 'articles',
    id,
    column: 'headline',
    changes: [['article', 'articles', id]],
  }
}

const ofSpeaker = async (ground: Ground): Promise<Edited> => {
  const { claimId } = await ground.claim()
  const id = await ground.count('SELECT speaker_id AS count FROM claim_speakers WHERE claim_id = $1', [claimId])
  return {
    page: `/speakers/${id}/edit`,
    action: `/speakers/${id}`,
    field: 'description',
    label: 'Description',
    table: 'speakers',
    id,
    column: 'description',
    changes: [['speaker', 'speakers', id]],
  }
}

const ofSettings = async (ground: Ground): Promise<Edited> => {
  const id = await ground.count('SELECT id::integer AS count FROM desk_settings', [])
  return {
    page: '/settings',
    action: '/settings',
    field: 'name',
    label: 'Name',
    table: 'desk_settings',
    id,
    column: 'name',
    changes: [['settings', 'desk_settings', id]],
  }
}

/** The title of a chain is a form on its page, and its stale page that of a button with words. */
const titles: Race = {
  what: '2 × title of a chain',
  rule: 'won: 303, the chain has the title. Lost: 409, the page tells the old title, the winner’s, and one’s own.',
  async line(ground, round) {
    const id = await ground.kept('chain', async () => {
      const [one, other] = [await ground.claim(), await ground.claim()]
      await ground.desk.link(one, other, 'denies')
      return ground.desk.newest('chains')
    })
    const action = `/chains/${id}/title`
    const entries: Entry[] = await Promise.all(
      ground.editors.slice(0, 2).map(async (who) => {
        const form = await opened(ground.site.url, who, `/chains/${id}`, action)
        return { does: 'title', who, form: typedInto(form, { title: `${who.name} asks, ${round}` }) }
      }),
    )
    const base = (await ground.row('chains', id)).title
    const judge = async (answers: Answered[]) => {
      const place = answers.findIndex(({ status }) => status === 303)
      const [winner, loser, page] = [entries[place], entries[1 - place], answers[1 - place]]
      if (!winner || !loser || page?.status !== 409)
        return { went: 'not one', slips: [`not one won: ${answered(entries, answers)}`] }
      const words = valueIn(winner.form, 'title')
      const told = [base ?? 'nothing', words, valueIn(loser.form, 'title')].filter(
        (words) => !page.body.includes(words),
      )
      const now = (await ground.row('chains', id)).title
      return {
        went: 'one won',
        slips: [...unless(told.length === 0, `not told: ${told}`), ...unless(now === words, `the title is ${now}`)],
      }
    }
    return { entries, rows: [['chains', id]], judge }
  },
}

const editors = (count: number) => (ground: Ground) => ground.editors.slice(0, count)

export const EDITING: Race[] = [
  editing('2 editors of one claim', editors(2), ofStatement),
  editing('3 editors of one claim', editors(3), ofStatement),
  editing('8 editors of one claim', editors(8), ofStatement),
  editing('2 editors of one article’s details', editors(2), ofArticle),
  editing('2 editors of one speaker', editors(2), ofSpeaker),
  editing('2 admins at the settings', (ground) => ground.admins, ofSettings),
  titles,
]
