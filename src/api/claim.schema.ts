import { z } from 'zod'
import {
  BasisName,
  MediumName,
  PublicReason,
  SaidOnText,
  SaidOnWords,
  StanceName,
  Summary,
} from '../claims/claim.schema'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import { Day, Id, NOTHING_NAMED, namesSomething, rowMembers, StateName, timeMembers, Version } from './common.schema'
import { answerShapes, requestShapes } from './components'
import { Link, LinkInBrief } from './link.schema'
import { pageOf } from './paging.schema'
import { Reply } from './reply.schema'
import { Speakers, Statement } from './statement.schema'

/** Members left out stay as they are; null takes away what may be missing. */
export const ClaimChange = z
  .strictObject({
    speakers: Speakers.exactOptional(),
    saidOn: SaidOnText.exactOptional(),
    saidOnBasis: BasisName.exactOptional(),
    saidOnWords: SaidOnWords.exactOptional(),
    medium: MediumName.exactOptional(),
    stance: StanceName.exactOptional(),
    summary: Summary.exactOptional(),
  })
  .refine(namesSomething, NOTHING_NAMED)
  .register(requestShapes, { id: 'ClaimChange' })

export const NewWithdrawal = z
  .strictObject({ reason: PublicReason.describe('Public: it stands where the row was.') })
  .register(requestShapes, { id: 'NewWithdrawal' })

export const Withdrawal = z
  .strictObject({ id: Id, version: Version, state: z.literal('withdrawn'), reason: z.string() })
  .register(answerShapes, { id: 'Withdrawal' })

const SpokenIn = z
  .strictObject({
    id: Id,
    title: z.string(),
    speaksFor: z.strictObject({ id: Id, name: z.string() }).nullable(),
  })
  .describe('The role that they spoke in, and for whom; null where none was told.')

const claimMembers = {
  ...rowMembers,
  state: StateName,
  speakers: z
    .array(z.strictObject({ id: Id, name: z.string(), kind: z.enum(SPEAKER_KINDS), role: SpokenIn.nullable() }))
    .min(1)
    .describe('One, or the joint speakers in their order.'),
  stance: StanceName,
  medium: MediumName,
  saidOn: z.string().nullable().describe('EDTF; null is not stated.'),
  saidOnEarliest: Day,
  saidOnLatest: Day,
  saidOnBasis: BasisName,
  saidOnWords: z.string().nullable(),
  summary: z.string().nullable(),
  quote: z
    .strictObject({
      statementId: Id,
      articleId: Id,
      text: z.string().describe('Parts of a split quotation are joined by …'),
    })
    .nullable()
    .describe('The claim’s words in its first report.'),
  articles: z.int().min(0).max(100).describe('How many articles report it, of its first 100 reports.'),
  origins: z
    .int()
    .min(0)
    .max(100)
    .describe('How many origins these have: copies of one story count as one, for they confirm nothing.'),
  ...timeMembers,
}

export const ClaimInList = z.strictObject(claimMembers).register(answerShapes, { id: 'ClaimInList' })

export const ClaimWithLinks = z
  .strictObject({
    ...claimMembers,
    links: z
      .array(LinkInBrief)
      .describe(
        'To and from it, those against it first: at most twelve that it answers by, and twelve that answer it.',
      ),
    moreLinks: z.boolean().describe('Whether there are more than these; the claim has them.'),
  })
  .register(answerShapes, { id: 'ClaimWithLinks' })

export const Claim = z
  .strictObject({
    ...claimMembers,
    chainId: Id.nullable().describe('The chain that links make of it and others.'),
    statements: pageOf(Statement).describe('Its reports, by number, a page at a time.'),
    links: z.array(Link).describe('To and from it, the oldest first.'),
    moreLinks: z.boolean().describe('Whether there are more than these; the chain has them all.'),
    replies: z.array(Reply).describe('What those whom it concerns reply, by the day of the reply.'),
  })
  .register(answerShapes, { id: 'Claim' })

export const ClaimPage = pageOf(ClaimInList).register(answerShapes, { id: 'ClaimPage' })

export const ContradictionPage = pageOf(
  z.strictObject({
    link: Link,
    answer: ClaimInList.describe('The answering claim.'),
    answered: ClaimInList.describe('The claim it answers.'),
    chainId: Id.nullable().describe('The chain that both are in.'),
  }),
).register(answerShapes, { id: 'ContradictionPage' })
