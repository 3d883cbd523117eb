import type { Chance } from '../chance'
import { type Act, type Kind, RELATIONS, WORDINGS } from './act'
import { type Image, type Rows, rootOf, type State, tableOf } from './rows'

/** A change that could be undone: what it made of the row, and what that was before. */
export interface Undoable {
  kind: Kind
  id: number
  version: number
  before: State
  after: State
}

/** What somebody sees before they choose what to do. */
export interface View {
  rows: Pick<Rows, 'claims' | 'statements' | 'links' | 'speakers'>
  undoable: Undoable[]
}

/** How often each is drawn, beside the others. */
const OFTEN: Record<Act['does'], number> = {
  record: 5,
  'edit claim': 4,
  'edit statement': 2,
  'edit link': 1,
  link: 8,
  withdraw: 4,
  restore: 6,
  publish: 3,
  'take back': 1,
  join: 5,
  'take apart': 3,
  split: 3,
  merge: 2,
  unmerge: 2,
  undo: 4,
}

/** One of so many acts is on a row that it does not fit, or from a version that is gone: it has to be refused. */
const UNFIT_ONE_IN = 10

/** On a desk that reviews nearly all would be drafts, were they not published often. */
const PUBLISHED_IN_REVIEW = 12

/** Draws what somebody does next; null where there is nothing to do it to. `passage` is nobody else's. */
export function draw({ rows, undoable }: View, reviews: boolean, chance: Chance, passage: number): Act | null {
  const acts = Object.entries({ ...OFTEN, ...(reviews && { publish: PUBLISHED_IN_REVIEW }) }) as [Act['does'], number][]
  const does = chance.oneOf(acts.flatMap(([does, times]) => Array.from({ length: times }, () => does)))
  const one = <Row extends object>(table: ReadonlyMap<number, Row>, fits: (row: Row) => boolean = () => true) => {
    const all = [...table]
    const fitting = chance.oneIn(UNFIT_ONE_IN) ? all : all.filter(([, row]) => fits(row))
    if (fitting.length === 0) return null
    const [id, row] = chance.oneOf(fitting)
    return { id, row }
  }
  const seen = ({ version }: { version: number }) => (chance.oneIn(UNFIT_ONE_IN) ? Math.max(1, version - 1) : version)
  const kind = chance.oneOf<Kind>(['claim', 'statement', 'link', 'link'])
  const inState = (...states: State[]) => one(tableOf(rows as Rows, kind), (row: Image) => states.includes(row.state))
  const words = `Words ${passage}`
  switch (does) {
    case 'record': {
      const speaker = one(rows.speakers)
      const claim = chance.oneIn(2) ? one(rows.claims, ({ state }) => state !== 'withdrawn') : null
      return speaker && { does, passage, claim: claim?.id ?? null, speaker: speaker.id }
    }
    case 'edit claim': {
      const claim = one(rows.claims, ({ state }) => state !== 'withdrawn')
      const other = one(rows.speakers)
      if (!claim || !other) return null
      const speaker = chance.oneIn(3) ? other.id : rootOf(rows as Rows, claim.row.named)
      return { does, id: claim.id, version: seen(claim.row), summary: words, speaker }
    }
    case 'edit statement': {
      const statement = one(rows.statements, ({ state }) => state !== 'withdrawn')
      if (!statement) return null
      const { id, row } = statement
      return { does, id, version: seen(row), wording: chance.oneOf(WORDINGS), passage: row.passage }
    }
    case 'edit link': {
      const link = one(rows.links, ({ state }) => state !== 'withdrawn')
      return link && { does, id: link.id, version: seen(link.row), reason: words }
    }
    case 'link': {
      const [from, to] = [one(rows.claims, isPublic), one(rows.claims, isPublic)]
      return from && to && { does, from: from.id, to: to.id, relation: chance.oneOf(RELATIONS), reason: words }
    }
    case 'withdraw': {
      const row = inState('draft', 'published')
      return row && { does, kind, id: row.id, version: seen(row.row), reason: words }
    }
    case 'restore': {
      const row = inState('withdrawn')
      return row && { does, kind, id: row.id, version: seen(row.row) }
    }
    case 'publish': {
      if (kind === 'link') {
        const link = inState('draft')
        return link && { does, kind, id: link.id, version: seen(link.row) }
      }
      const statement = one(rows.statements, ({ state }) => state === 'draft')
      const claim = statement && rows.claims.get(statement.row.claim)
      if (!statement || !claim) return null
      return { does, kind: 'statement', id: statement.id, version: seen(statement.row), claimVersion: seen(claim) }
    }
    case 'take back': {
      const row = inState('published')
      return row && { does, kind, id: row.id, version: seen(row.row) }
    }
    case 'join': {
      const from = one(rows.claims, isPublic)
      const speaker = from && rootOf(rows as Rows, from.row.named)
      const into = one(
        rows.claims,
        (row) => isPublic(row) && row !== from?.row && rootOf(rows as Rows, row.named) === speaker,
      )
      if (!from || !into) return null
      return { does, from: from.id, fromVersion: seen(from.row), into: into.id, intoVersion: seen(into.row) }
    }
    case 'take apart': {
      const claim = one(rows.claims, ({ joinedInto }) => joinedInto !== null)
      return claim && { does, id: claim.id, version: seen(claim.row) }
    }
    case 'split': {
      const statement = one(rows.statements, ({ state, claim }) => state !== 'withdrawn' && isOneOfSeveral(rows, claim))
      if (!statement) return null
      const { id, row } = statement
      const at = [...rows.links].filter(
        ([, { from, to, state }]) => state === 'published' && [from, to].includes(row.claim),
      )
      return { does, id, version: seen(row), links: at.map(([link]) => link).filter(() => chance.oneIn(2)) }
    }
    case 'merge': {
      const [speaker, into] = [one(rows.speakers, ({ into }) => into === null), one(rows.speakers)]
      return speaker && into && { does, id: speaker.id, version: seen(speaker.row), into: into.id }
    }
    case 'unmerge': {
      const speaker = one(rows.speakers, ({ into }) => into !== null)
      return speaker && { does, id: speaker.id, version: seen(speaker.row) }
    }
    case 'undo': {
      // What was taken back would be published again, by somebody who may have written it: that rule has stories.
      const changes = undoable.filter(({ before, after }) => before !== 'published' || after !== 'draft')
      if (changes.length === 0) return null
      const { kind, id, version } = chance.oneOf(changes)
      return { does, kind, id, version }
    }
  }
}

const isPublic = ({ state }: { state: State }) => state === 'published'

const isOneOfSeveral = ({ statements }: View['rows'], claim: number) =>
  [...statements.values()].filter((row) => row.claim === claim && row.state !== 'withdrawn').length > 1
