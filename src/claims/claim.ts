/** Who may see a row: a draft only its desk, a published row everyone, a withdrawn one nobody but for its reason. */
export const STATES = ['draft', 'published', 'withdrawn'] as const
export type State = (typeof STATES)[number]

/** What the speaker does with the claim's words. "Rosneft denied the allegations" is a claim that *denies*. */
export const STANCES = {
  asserts: 'asserts',
  denies: 'denies',
  declines: 'declines to answer',
  does_not_dispute: 'does not dispute',
  asks: 'asks',
} as const
export type Stance = keyof typeof STANCES

/** How the words reached the public, before any article: the names, and the words readers see. */
export const MEDIUMS = {
  tweet: 'tweet',
  social_media_post: 'social media post',
  press_briefing: 'press briefing',
  remarks_to_reporters: 'remarks to reporters',
  interview: 'interview',
  written_statement: 'written statement',
  joint_statement: 'joint statement',
  speech: 'speech',
  opening_remarks: 'opening remarks',
  testimony: 'testimony',
  phone_call: 'phone call',
  talks: 'talks',
  letter: 'letter',
  resolution: 'resolution',
  court_filing: 'court filing',
  news_report: 'news report',
  news_agency: 'news agency',
  broadcast: 'broadcast',
  report: 'report',
  other: 'another medium',
  unknown: 'medium unknown',
} as const
export type Medium = keyof typeof MEDIUMS

/** Whether a statement gives the speaker's words, the article's, or both. */
export const WORDINGS = {
  direct: 'direct quotation',
  indirect: 'in the article’s words',
  mixed: 'partly quoted',
} as const
export type Wording = keyof typeof WORDINGS

/** The last two are of the hop at the span's position: the words that name who passed it on, and the passing on. */
export const SPAN_PARTS = ['content', 'source', 'cue', 'hop_source', 'hop_cue'] as const
export type SpanPart = (typeof SPAN_PARTS)[number]

/** The keys of one of the vocabularies above, as Zod wants them. */
export function namesOf<Vocabulary extends object>(vocabulary: Vocabulary) {
  return Object.keys(vocabulary) as [keyof Vocabulary & string, ...(keyof Vocabulary & string)[]]
}
