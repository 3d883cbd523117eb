import { named } from '../words/named'
import { words } from '../words/words'

/** Who may see a row: a draft only its desk, a published row everyone, a withdrawn one nobody but for its reason. */
export const STATES = ['draft', 'published', 'withdrawn'] as const
export type State = (typeof STATES)[number]

/** What the speaker does with the claim's words. "Rosneft denied the allegations" is a claim that *denies*. */
export const STANCES = named(['asserts', 'denies', 'declines', 'does_not_dispute', 'asks'], words.terms.stances)
export type Stance = keyof typeof STANCES

/** How the words reached the public, before any article: the names, and the words readers see. */
export const MEDIUMS = named(
  [
    'tweet',
    'social_media_post',
    'press_briefing',
    'remarks_to_reporters',
    'interview',
    'written_statement',
    'joint_statement',
    'speech',
    'opening_remarks',
    'testimony',
    'phone_call',
    'talks',
    'letter',
    'resolution',
    'court_filing',
    'news_report',
    'news_agency',
    'broadcast',
    'report',
    'other',
    'unknown',
  ],
  words.terms.mediums,
)
export type Medium = keyof typeof MEDIUMS

/** Whether a statement gives the speaker's words, the article's, or both. */
export const WORDINGS = named(['direct', 'indirect', 'mixed'], words.terms.wordings)
export type Wording = keyof typeof WORDINGS

/** The last two are of the hop at the span's position: the words that name who passed it on, and the passing on. */
export const SPAN_PARTS = ['content', 'source', 'cue', 'hop_source', 'hop_cue'] as const
export type SpanPart = (typeof SPAN_PARTS)[number]

/** The keys of one of the vocabularies above, as Zod wants them. */
export function namesOf<Vocabulary extends object>(vocabulary: Vocabulary) {
  return Object.keys(vocabulary) as [keyof Vocabulary & string, ...(keyof Vocabulary & string)[]]
}
