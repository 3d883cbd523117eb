import { z } from 'zod'
import {
  BasisName,
  MediumName,
  SaidOnText,
  SaidOnWords,
  Selector,
  StanceName,
  Summary,
  WordingName,
} from '../claims/claim.schema'
import { MOST_GOING_ALONG } from '../links/split-off-with-links.commands'
import { AnonymityReason, RoleTitle, SpeakerDescription, SpeakerName } from '../speakers/speaker.schema'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { Id, IdMember, NOTHING_NAMED, namesSomething, rowMembers, StateName, timeMembers } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { Hop, newHops } from './hop.schema'

/** A quotation may be split, a claim have joint speakers: into as many as the database numbers. */
const MOST = 20

const Role = z
  .union([IdMember, RoleTitle])
  .nullable()
  .optional()
  .transform((role) => (typeof role === 'string' ? { title: role } : typeof role === 'number' ? { id: role } : null))
  .describe('In which of their roles they spoke, by its number or title.')

const introduced = {
  name: SpeakerName,
  kind: z.enum(SPEAKER_KINDS).optional(),
  description: SpeakerDescription.describe('Of somebody new.'),
  anonymityReason: AnonymityReason.describe('Of a described source that is new: why it is not named.'),
  another: z.boolean().optional().describe('Somebody else than those who bear the name, or are described so.'),
  lookalike: z.boolean().optional().describe('The name is meant, though it looks like another’s.'),
}

const byNumber = IdMember.transform((id) => ({ id }))
const byName = SpeakerName.transform((name) => ({ name }))

const SpeakerReference = z.union(
  [byNumber, byName, z.strictObject({ id: IdMember, role: Role }), z.strictObject({ ...introduced, role: Role })],
  'Give a speaker’s number, a name, {"id", "role"}, or {"name", "kind", "role"}.',
)

/** Of whoever passed a claim on no role is kept. */
const HopSpeaker = z.union(
  [byNumber, byName, z.strictObject({ id: IdMember }), z.strictObject(introduced)],
  'Give a speaker’s number, a name, or {"name", "kind"}.',
)

export const Speakers = z
  .array(SpeakerReference, 'Give a list: who said it, or who said it together.')
  .min(1, 'Say who said it.')
  .max(MOST, `At most ${MOST} joint speakers.`)
  .describe(
    'By number, name or alias; a name nobody bears is added if its kind is given. A merged speaker is whom they were merged into. ' +
      'A description means the source that the article describes so already; where only other articles have it, give the number or `another`.',
  )

export const Content = z
  .array(Selector, 'Give a list: the quotation, or its parts.')
  .min(1, 'Give the words that are reported.')
  .max(MOST, `At most ${MOST} parts.`)
  .describe('The passage, or the parts of a split one. Everything given has to agree with the text.')

const passage = {
  content: Content,
  source: Selector.nullable().describe('The words that name the speaker.'),
  cue: Selector.nullable().describe('The words that name the saying: “tweeted”.'),
  wording: WordingName,
}

const Hops = newHops(HopSpeaker)
const inZone = z
  .boolean('This is neither true nor false.')
  .describe('Confirms a passage that lies in a zone: readers’ comments, an appeal. Without it such a one is refused.')

/** What a claim that is new has to say of itself. */
const CLAIM_MEMBERS = ['speakers', 'saidOnBasis', 'medium', 'stance'] as const
const OF_A_CLAIM = [...CLAIM_MEMBERS, 'saidOn', 'saidOnWords', 'summary'] as const

/** A report: of a claim that is known (`claimId`), or of one that is new. */
export const NewStatement = z
  .strictObject({
    article: IdMember.describe('The number of the article, as it is now.'),
    ...passage,
    source: passage.source.optional(),
    cue: passage.cue.optional(),
    hops: Hops.optional(),
    relayedBy: IdMember.optional().describe(
      'The claim whose speaker passes this one on: “Trump tweeted that Russia told …”. The two are linked by *relays*.',
    ),
    inZone: inZone.optional(),
    annotation: IdMember.optional().describe('The passage taken over that this is recorded of; then it waits no more.'),
    claimId: IdMember.optional().describe(
      'The claim of which this is another report; then nothing more is said of it.',
    ),
    speakers: Speakers.optional(),
    saidOn: SaidOnText.exactOptional().describe(
      'EDTF: 2019-06-03, 2019-06, 2019-06-01/2019-06-03, ../2019-06-04; null is not stated.',
    ),
    saidOnBasis: BasisName.optional(),
    saidOnWords: SaidOnWords.exactOptional().describe('The article’s words the date comes from: “on Monday”.'),
    medium: MediumName.optional(),
    stance: StanceName.optional(),
    summary: Summary.exactOptional().describe('One plain sentence; null leaves the claim its first statement’s words.'),
  })
  .superRefine((body, context) => {
    const complain = (member: string, message: string) => context.addIssue({ code: 'custom', path: [member], message })
    if (body.claimId === undefined) {
      for (const member of CLAIM_MEMBERS)
        if (body[member] === undefined) complain(member, 'This is needed for a new claim.')
    } else {
      for (const member of OF_A_CLAIM)
        if (body[member] !== undefined) complain(member, 'This belongs to the claim: change it there.')
    }
  })
  .meta({ oneOf: [{ required: ['claimId'] }, { required: [...CLAIM_MEMBERS] }] })
  .register(requestShapes, { id: 'NewStatement' })

export const StatementChange = z
  .strictObject({
    content: Content.exactOptional(),
    source: passage.source.exactOptional(),
    cue: passage.cue.exactOptional(),
    hops: Hops.exactOptional().describe('All of them; an empty list takes them away.'),
    wording: WordingName.exactOptional(),
    inZone: inZone.exactOptional(),
  })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'StatementChange' })

export const Span = z
  .strictObject({
    exact: z.string(),
    prefix: z.string(),
    suffix: z.string(),
    start: z.int().min(0).describe('In Unicode code points of the revision’s text.'),
    end: z.int().min(1).describe('Exclusive.'),
  })
  .register(answerShapes, { id: 'Span' })

export const Statement = z
  .strictObject({
    ...rowMembers,
    state: StateName,
    claimId: Id,
    articleId: Id,
    revision: z.int().min(1).describe('The number of the article’s revision that the offsets are of.'),
    textSha256: z.string().describe('Of that revision’s text.'),
    wording: WordingName,
    content: z.array(Span).min(1),
    source: Span.nullable(),
    cue: Span.nullable(),
    hops: z.array(Hop).describe('Through whom it reached the article, next to the speaker first.'),
    inZone: z.boolean().describe('Whether the passage lies in a zone of the revision.'),
    ...timeMembers,
  })
  .register(answerShapes, { id: 'Statement' })

/** Which links go along with a report that is split off; none, if nothing is sent. */
export const SplitOff = z
  .strictObject({
    links: z
      .array(IdMember, 'Give a list of links.')
      .max(MOST_GOING_ALONG, `At most ${MOST_GOING_ALONG} links.`)
      .transform((ids) => [...new Set(ids)])
      .default([])
      .describe('Links of the claim that go along with the report; all others stay.'),
  })
  .register(requestShapes, { id: 'SplitOff' })
