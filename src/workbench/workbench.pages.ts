import { MOST_SHOWN, type PartOfList, type WaitingAnnotation } from '../annotations/annotations.queries'
import type { ArticleWithText } from '../articles/articles.queries'
import { MEDIUMS, STANCES, WORDINGS } from '../claims/claim'
import { RELATIONS } from '../links/relation'
import { SPEAKER_KINDS } from '../speakers/speaker-kind'
import type { PartOfText } from '../suggestions/part-of-text'
import type { UnsavedOnPage } from '../unsaved/unsaved-forms.queries'
import { type PageHead, page } from '../web/page'
import type { FieldProblems } from '../web/parse'
import type { StaleForm } from '../web/stale-form'
import type { Choices } from './choices'
import type { ClaimInBrief } from './claim-in-brief.queries'
import type { Context } from './context-of'
import type { HopInForm } from './hop-fields.queries'
import { NO_HOP } from './hop-form.schema'
import { FIXED_KEYS, KEYS } from './keys'
import type { NestedPair } from './nested-statements'
import type { OfferedSpeakers } from './offered-speakers.queries'
import type { OfferedOpponent } from './opponents.queries'
import type { QuotedSpeech } from './quoted-speech'
import type { ReadingOffered } from './readings-offered'
import { MOST_CARDS, type StatementCard } from './statement-cards.queries'
import { MOST_LETTERS, type StatementList } from './statement-list'
import type { TaggableParagraph } from './text-for-tagging'
import { type TypedForm, typedValue } from './typed-form'

/** A page whose form is kept while somebody types into it. */
interface KeptPage extends PageHead {
  unsaved: UnsavedOnPage
  /** The key that the form was typed under; undefined is a new one. */
  key: string | undefined
}

interface StatementFormPage extends KeptPage {
  typed: TypedForm
  problems: FieldProblems
  offered: OfferedSpeakers
  hops: HopInForm[]
}

interface TagPage extends StatementFormPage {
  article: ArticleWithText
  /** Whether it has the lines for newcomers. */
  showsHints: boolean
  /** Which part of the text is shown, and its paragraphs. */
  part: PartOfText
  text: TaggableParagraph[]
  /** How much of it is not the article's own: "41 %". */
  share: string
  cards: StatementCard[]
  /** Those of them that the list beside the text shows. */
  list: StatementList
  /** How much of what stands in quotation marks is in a statement. */
  quoted: QuotedSpeech
  /** How what is recorded here is, to find out whether others have changed it. */
  state: string
  /** The statement whose withdrawal is asked for. */
  withdrawing: StatementCard | null
  /** Where the cursor is to be, and behind which offset work goes on when this is skipped. */
  next: number | null
  after: string
  /** Whether somebody has typed into the form: trimming its words then changes nothing else. */
  isBegun: boolean
  /** What is proposed for the form; null where nothing is. */
  choices: Choices | null
  /** The words from which others were looked at. */
  first: string
  readings: ReadingOffered[]
  opponents: OfferedOpponent[]
  /** Claims found for "another report of a known claim". */
  claims: ClaimInBrief[]
  words: string
  /** The claim that passes the new one on, where the form was opened from it. */
  relaying: ClaimInBrief | null
  /** What waits for a speaker, taken over from other programs; the one whose words the form has; the next. */
  annotations: WaitingAnnotation[]
  partOfAnnotations: PartOfList
  annotation: WaitingAnnotation | null
  nextAnnotation: WaitingAnnotation | null
  /** Statements within another that nothing links yet. */
  nested: NestedPair[]
}

interface EditPage extends StatementFormPage {
  /** Nothing is proposed for what was recorded once. */
  choices: null
  card: StatementCard
  articleId: number
  headline: string
  /** Where somebody else has saved since the form was opened. */
  stale: StaleForm | null
}

interface LinkPage extends KeptPage {
  claim: ClaimInBrief & { context: Context }
  candidates: (ClaimInBrief & { context: Context })[]
  words: string
  typed: TypedForm
  problems: FieldProblems
}

const words = {
  KEYS,
  FIXED_KEYS,
  MOST_LETTERS,
  NO_HOP,
  MOST_CARDS,
  MOST_SHOWN,
  MEDIUMS,
  STANCES,
  WORDINGS,
  RELATIONS,
  SPEAKER_KINDS,
  typedValue,
}

/** Adds the vocabularies that the forms' choices come from. */
function withWords<Model extends PageHead>(view: string) {
  const inner = page<Model & typeof words>(view)
  return {
    view,
    render: (...[res, model]: [Parameters<typeof inner.render>[0], Model]) => inner.render(res, { ...model, ...words }),
  }
}

export const tagPage = withWords<TagPage>('workbench/tag')
export const editPage = withWords<EditPage>('workbench/edit')
export const linkPage = withWords<LinkPage>('workbench/link')
