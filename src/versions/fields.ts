import { ZONE_KINDS } from '../articles/zone'
import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import { basisInWords, saidOnInWords } from '../claims/said-on'
import { dayInWords } from '../claims/said-on-days'
import { CORRECTION_STATES } from '../corrections/correction'
import { REPLY_WAYS } from '../corrections/reply'
import { RELATIONS } from '../links/relation'
import { named } from '../words/named'
import { words } from '../words/words'
import type { Images, SpanImage, VersionedKind } from './image'

const said = words.changes

/** Whoever images name by number, by these numbers. */
export interface Names {
  speakers: ReadonlyMap<number, string>
  outlets: ReadonlyMap<number, string>
  /** Titles of roles. */
  roles: ReadonlyMap<number, string>
  /** Their numbers within their article. */
  revisions: ReadonlyMap<number, string>
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
  return FIELDS[kind](image, names).map(([name, label, told]) => ({ name, label, words: told }))
}

type Line = [name: string, label: string, words: string | null]

const FIELDS: { [Kind in VersionedKind]: (image: Images[Kind], names: Names) => Line[] } = {
  claim: (claim, { speakers, roles }) => [
    ['speakers', said.claim.speakers, listed(claim.speakers.map(({ namedId }) => nameOf(speakers, namedId)))],
    [
      'roles',
      said.claim.roles,
      listed(claim.speakers.flatMap(({ roleId }) => (roleId === null ? [] : [nameOf(roles, roleId)]))),
    ],
    ['saidOn', said.claim.saidOn, saidOn(claim)],
    ['medium', said.claim.medium, MEDIUMS[claim.medium] ?? claim.medium],
    ['stance', said.claim.stance, STANCES[claim.stance]],
    ['summary', said.claim.summary, claim.summary],
    ...state(claim),
    ['joinedInto', said.claim.joinedInto, claim.joinedIntoId === null ? null : words.things.claim(claim.joinedIntoId)],
  ],
  statement: (statement, { speakers, revisions }) => [
    ['revision', said.statement.revision, laterText(revisions.get(statement.revisionId))],
    ['content', said.statement.content, listed(exact(statement.spans, 'content'), ' […] ')],
    ['place', said.statement.place, listed(statement.spans.filter(({ part }) => part === 'content').map(inText))],
    ['source', said.statement.source, listed(exact(statement.spans, 'source'))],
    ['cue', said.statement.cue, listed(exact(statement.spans, 'cue'))],
    ['wording', said.statement.wording, WORDINGS[statement.wording]],
    [
      'hops',
      said.statement.hops,
      listed(
        statement.hops.map((hop, position) => hopInWords(hop, position, statement.spans, speakers)),
        said.thenBy,
      ),
    ],
    ['inZone', said.statement.inZone, statement.inZone ? said.asMeant : null],
    ['claim', said.statement.claim, words.things.claim(statement.claimId)],
    ...state(statement),
  ],
  link: (link) => [
    ['from', said.link.from, words.things.claim(link.fromClaimId)],
    ['relation', said.link.relation, RELATIONS[link.relation].verb],
    ['to', said.link.to, words.things.claim(link.toClaimId)],
    ['reason', said.link.reason, link.reason],
    ...state(link),
  ],
  chain: ({ title }) => [['title', said.chain.title, title]],
  speaker: (speaker, { speakers, outlets }) => [
    ['name', said.speaker.name, speaker.name],
    ['kind', said.speaker.kind, words.terms.speakerKinds[speaker.kind]],
    ['description', said.speaker.description, speaker.description],
    ['anonymityReason', said.speaker.anonymityReason, speaker.anonymityReason],
    ['aliases', said.speaker.aliases, listed(speaker.aliases, '; ')],
    ['wikidataId', said.speaker.wikidataId, speaker.wikidataId],
    ['outlet', said.speaker.outlet, speaker.outletId === null ? null : nameOf(outlets, speaker.outletId)],
    [
      'roles',
      said.speaker.roles,
      listed(
        speaker.roles.map((role) => roleInWords(role, speakers)),
        '; ',
      ),
    ],
    [
      'mergedInto',
      said.speaker.mergedInto,
      speaker.mergedIntoId === null ? null : nameOf(speakers, speaker.mergedIntoId),
    ],
  ],
  article: (article, { outlets }) => [
    ['state', said.state, article.withdrawnReason === undefined ? null : STATES.withdrawn],
    ['withdrawnReason', words.actions.publicReason, article.withdrawnReason ?? null],
    ['copyOf', said.article.copyOf, article.copyOfId === undefined ? null : words.things.article(article.copyOfId)],
    ['headline', said.article.headline, article.headline],
    ['byline', said.article.byline, article.byline],
    ['outlet', said.article.outlet, article.outletId === null ? null : nameOf(outlets, article.outletId)],
    ['publishedOn', said.article.publishedOn, article.publishedOn && dayInWords(article.publishedOn)],
    ['url', said.article.url, article.url],
    ['language', said.article.language, article.language],
    ['rights', said.article.rights, article.rights ? words.terms.rights[article.rights] : said.outletsRights],
    [
      'revisions',
      said.article.revisions,
      listed(
        article.revisions.map(({ number, textSha256 }) => said.revision(number, textSha256)),
        '; ',
      ),
    ],
    [
      'zones',
      said.article.zones,
      listed(
        article.zones.map((zone) => `${ZONE_KINDS[zone.kind].inSentence}, ${inText(zone)}`),
        '; ',
      ),
    ],
  ],
  outlet: ({ name, rights }) => [
    ['name', said.outlet.name, name],
    ['rights', said.outlet.rights, words.terms.rights[rights]],
  ],
  reply: (reply, { speakers }) => [
    ['by', said.reply.by, reply.speakerId === null ? reply.byName : nameOf(speakers, reply.speakerId)],
    ['words', said.reply.words, reply.words],
    ['repliedOn', said.reply.repliedOn, dayInWords(reply.repliedOn)],
    ['way', said.reply.way, REPLY_WAYS[reply.way]],
    ['url', said.reply.url, reply.url],
    ['claim', said.reply.claim, words.things.claim(reply.claimId)],
    ...state(reply),
  ],
  correction: ({ state, answer, changeWords }) => [
    ['state', said.state, CORRECTION_STATES[state]],
    ['answer', said.correction.answer, answer],
    ['changeWords', said.correction.changeWords, changeWords],
  ],
  settings: ({ name, licence, licenceUrl, review, languages }) => [
    ['name', said.settings.name, name],
    ['licence', said.settings.licence, licence],
    ['licenceUrl', said.settings.licenceUrl, licenceUrl],
    ['review', said.settings.review, review ? said.yes : said.no],
    ['languages', said.settings.languages, listed(languages)],
  ],
  account: ({ name, role, isDisabled, isPublic }) => [
    ['name', said.account.name, name],
    ['role', said.account.role, words.terms.roles[role]],
    ['isDisabled', said.account.isDisabled, isDisabled ? said.yes : null],
    ['isPublic', said.account.isPublic, isPublic ? said.yes : null],
  ],
}

const STATES = named(['draft', 'published', 'withdrawn'], said.states)

const state = ({ state, withdrawnReason }: { state: keyof typeof STATES; withdrawnReason: string | null }): Line[] => [
  ['state', said.state, STATES[state]],
  ['withdrawnReason', words.actions.publicReason, withdrawnReason],
]

const saidOn = ({ saidOn, saidOnBasis, saidOnWords }: Images['claim'] | Images['statement']['hops'][number]) =>
  saidOn === null ? words.days.notStated : `${saidOnInWords(saidOn)}, ${basisInWords(saidOnBasis, saidOnWords)}`

/** Of which text its places are; that it is the first goes without saying. */
const laterText = (number = '1') => (number === '1' ? null : words.article.revision(Number(number)))

/** Offsets as verify and the API name them: code points, from 0, end exclusive. */
const inText = ({ start, end }: { start: number; end: number }) => said.characters(start, end)

const exact = (spans: readonly SpanImage[], part: SpanImage['part']) =>
  spans.filter((span) => span.part === part).map((span) => span.exact)

const nameOf = (names: ReadonlyMap<number, string>, id: number) => names.get(id) ?? said.number(id)

const listed = (parts: readonly string[], between = ', ') => (parts.length === 0 ? null : parts.join(between))

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
  const days = [since && said.from(since), until && said.until(until)].filter(Boolean).join(' ')
  const speaksFor = speaksForId === null ? '' : said.speaksFor(nameOf(speakers, speaksForId))
  return [title, speaksFor, days].filter(Boolean).join(', ')
}
