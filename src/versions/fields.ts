import { ZONE_KINDS } from '../articles/zone'
import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import { basisInWords, saidOnInWords } from '../claims/said-on'
import { dayInWords } from '../claims/said-on-days'
import { CORRECTION_STATES } from '../corrections/correction'
import { REPLY_WAYS } from '../corrections/reply'
import { RELATIONS } from '../links/relation'
import type { Images, SpanImage, VersionedKind } from './image'

/** Whoever images name by number, by these numbers. */
export interface Names {
  speakers: ReadonlyMap<number, string>
  outlets: ReadonlyMap<number, string>
  /** Titles of roles. */
  roles: ReadonlyMap<number, string>
}

/** A field of an image in words; null is nothing. */
export interface Field {
  /** Stable, for whoever looks for one: a form's field of this name is about the same. */
  name: string
  label: string
  words: string | null
}

/** All that an image says, a field a line, in the order of the forms. */
export function fieldsOf<Kind extends VersionedKind>(kind: Kind, image: Images[Kind], names: Names): Field[] {
  return FIELDS[kind](image, names).map(([name, label, words]) => ({ name, label, words }))
}

type Line = [name: string, label: string, words: string | null]

const FIELDS: { [Kind in VersionedKind]: (image: Images[Kind], names: Names) => Line[] } = {
  claim: (claim, { speakers, roles }) => [
    ['speakers', 'Speaker', listed(claim.speakers.map(({ namedId }) => nameOf(speakers, namedId)))],
    ['roles', 'Role', listed(claim.speakers.flatMap(({ roleId }) => (roleId === null ? [] : [nameOf(roles, roleId)])))],
    ['saidOn', 'Said on', saidOn(claim)],
    ['medium', 'Medium', MEDIUMS[claim.medium] ?? claim.medium],
    ['stance', 'Stance', STANCES[claim.stance]],
    ['summary', 'Summary', claim.summary],
    ...state(claim),
    ['joinedInto', 'Joined into', claim.joinedIntoId === null ? null : `claim ${claim.joinedIntoId}`],
  ],
  statement: (statement, { speakers }) => [
    ['content', 'Words', listed(exact(statement.spans, 'content'), ' […] ')],
    ['place', 'Place', listed(statement.spans.filter(({ part }) => part === 'content').map(inText))],
    ['source', 'Names the speaker', listed(exact(statement.spans, 'source'))],
    ['cue', 'Names the saying', listed(exact(statement.spans, 'cue'))],
    ['wording', 'Wording', WORDINGS[statement.wording]],
    [
      'hops',
      'Passed on by',
      listed(
        statement.hops.map((hop, position) => hopInWords(hop, position, statement.spans, speakers)),
        '; then ',
      ),
    ],
    ['inZone', 'In a part that is not the article’s own', statement.inZone ? 'yes, as meant' : null],
    ['claim', 'Reports', `claim ${statement.claimId}`],
    ...state(statement),
  ],
  link: (link) => [
    ['from', 'From', `claim ${link.fromClaimId}`],
    ['relation', 'Relation', RELATIONS[link.relation].verb],
    ['to', 'To', `claim ${link.toClaimId}`],
    ['reason', 'Reason', link.reason],
    ...state(link),
  ],
  chain: ({ title }) => [['title', 'Title', title]],
  speaker: (speaker, { speakers, outlets }) => [
    ['name', 'Name', speaker.name],
    ['kind', 'Kind', speaker.kind],
    ['description', 'Description', speaker.description],
    ['anonymityReason', 'Why unnamed', speaker.anonymityReason],
    ['aliases', 'Other names', listed(speaker.aliases, '; ')],
    ['wikidataId', 'Wikidata', speaker.wikidataId],
    ['outlet', 'Outlet', speaker.outletId === null ? null : nameOf(outlets, speaker.outletId)],
    [
      'roles',
      'Roles',
      listed(
        speaker.roles.map((role) => roleInWords(role, speakers)),
        '; ',
      ),
    ],
    ['mergedInto', 'Merged into', speaker.mergedIntoId === null ? null : nameOf(speakers, speaker.mergedIntoId)],
  ],
  article: (article, { outlets }) => [
    ['state', 'State', article.withdrawnReason === undefined ? null : STATES.withdrawn],
    ['withdrawnReason', 'Public reason', article.withdrawnReason ?? null],
    ['headline', 'Headline', article.headline],
    ['byline', 'Byline', article.byline],
    ['outlet', 'Outlet', article.outletId === null ? null : nameOf(outlets, article.outletId)],
    ['publishedOn', 'Published on', article.publishedOn && dayInWords(article.publishedOn)],
    ['url', 'Address', article.url],
    ['language', 'Language', article.language],
    ['rights', 'Rights', article.rights ?? 'as its outlet’s'],
    [
      'revisions',
      'Texts',
      listed(
        article.revisions.map(({ number, textSha256 }) => `revision ${number}, SHA-256 ${textSha256}`),
        '; ',
      ),
    ],
    [
      'zones',
      'Not the article’s own',
      listed(
        article.zones.map((zone) => `${ZONE_KINDS[zone.kind].inSentence}, ${inText(zone)}`),
        '; ',
      ),
    ],
  ],
  outlet: ({ name, rights }) => [
    ['name', 'Name', name],
    ['rights', 'Rights', rights],
  ],
  reply: (reply, { speakers }) => [
    ['by', 'By', reply.speakerId === null ? reply.byName : nameOf(speakers, reply.speakerId)],
    ['words', 'Words', reply.words],
    ['repliedOn', 'Replied on', dayInWords(reply.repliedOn)],
    ['way', 'How it came', REPLY_WAYS[reply.way]],
    ['url', 'Address', reply.url],
    ['claim', 'Replies to', `claim ${reply.claimId}`],
    ...state(reply),
  ],
  correction: ({ state, answer, changeWords }) => [
    ['state', 'State', CORRECTION_STATES[state]],
    ['answer', 'Answer', answer],
    ['changeWords', 'In the public log', changeWords],
  ],
  settings: ({ name, licence, licenceUrl, review, languages }) => [
    ['name', 'Name', name],
    ['licence', 'Licence', licence],
    ['licenceUrl', 'Address of the licence', licenceUrl],
    ['review', 'Review before publication', review ? 'yes' : 'no'],
    ['languages', 'Languages', listed(languages)],
  ],
  account: ({ name, role, isDisabled }) => [
    ['name', 'Name', name],
    ['role', 'Role', role],
    ['isDisabled', 'Shut out', isDisabled ? 'yes' : null],
  ],
}

const STATES = { draft: 'a draft', published: 'published', withdrawn: 'withdrawn' } as const

const state = ({ state, withdrawnReason }: { state: keyof typeof STATES; withdrawnReason: string | null }): Line[] => [
  ['state', 'State', STATES[state]],
  ['withdrawnReason', 'Public reason', withdrawnReason],
]

const saidOn = ({ saidOn, saidOnBasis, saidOnWords }: Images['claim'] | Images['statement']['hops'][number]) =>
  saidOn === null ? 'day not stated' : `${saidOnInWords(saidOn)}, ${basisInWords(saidOnBasis, saidOnWords)}`

/** Offsets as verify and the API name them: code points, from 0, end exclusive. */
const inText = ({ start, end }: { start: number; end: number }) => `characters ${start} to ${end}`

const exact = (spans: readonly SpanImage[], part: SpanImage['part']) =>
  spans.filter((span) => span.part === part).map((span) => span.exact)

const nameOf = (names: ReadonlyMap<number, string>, id: number) => names.get(id) ?? `number ${id}`

const listed = (words: readonly string[], between = ', ') => (words.length === 0 ? null : words.join(between))

function hopInWords(
  hop: Images['statement']['hops'][number],
  position: number,
  spans: readonly SpanImage[],
  speakers: Names['speakers'],
): string {
  const cues = spans
    .filter((span) => span.part === 'hop_cue' && span.position === position)
    .map((span) => `“${span.exact}”`)
  const told = [MEDIUMS[hop.medium] ?? hop.medium, WORDINGS[hop.wording], saidOn(hop), ...cues]
  return `${nameOf(speakers, hop.speakerId)} (${told.join(', ')})`
}

function roleInWords(
  { title, since, until, speaksForId }: Images['speaker']['roles'][number],
  speakers: Names['speakers'],
): string {
  const days = [since && `from ${since}`, until && `to ${until}`].filter(Boolean).join(' ')
  const speaksFor = speaksForId === null ? '' : `for ${nameOf(speakers, speaksForId)}`
  return [title, speaksFor, days].filter(Boolean).join(', ')
}
