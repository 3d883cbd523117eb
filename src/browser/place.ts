import { type ArticleText, articleText, rangesOf } from './article-text'
import { atOffset, type Cursor, selecting, sentencesUnder } from './cursor'
import { isBegun, placesIn, putSpans, recordForm, showsSpans, spansIn } from './record-form'
import { say } from './say'

/** Where the editor is: the text as the page shows it now, what is under the cursor, and the card of a statement. */
export interface Place {
  text: ArticleText
  cursor: Cursor | null
  /** The number of the statement that the keys for statements act on, where one was chosen by them. */
  statement: string | null
  /** The form as it was seen last: it is another one after a swap. */
  form: HTMLFormElement | null
}

const textSection = () => document.querySelector<HTMLElement>('[data-tagging]')

/** The place at the beginning: where the server says that work goes on, or nowhere yet. Null on other pages. */
export function placeHere(): Place | null {
  const section = textSection()
  return section && { text: articleText(section), cursor: null, statement: null, form: null }
}

/**
 * The text or the form was swapped: it is read anew, and the cursor stands where it stood or where the server puts it, which
 * is at the words of the form, if it has some.
 */
export function readAgain(place: Place, isMoved: boolean): void {
  const section = textSection()
  const isFresh = section !== null && section !== place.text.section
  if (isFresh) place.text = articleText(section)
  const { ground } = place.text
  const { cursor: start } = section?.dataset ?? {}
  const form = recordForm()
  const ofForm = form && form !== place.form && isBegun(form) ? selecting(ground, spansIn(form)) : null
  place.form = form
  if (isMoved && ofForm) place.cursor = ofForm
  else if (start && isMoved && (isFresh || !place.cursor)) place.cursor = atOffset(ground, Number(start))
  draw(place)
}

/**
 * Moves the cursor. As long as nobody has begun the form it shows what is under the cursor; from then on only what trims
 * its own words changes it, so that what is shown is what will be saved.
 */
export function moveTo(place: Place, cursor: Cursor, how: 'elsewhere' | 'trimming', scrolls = true): void {
  const form = recordForm()
  const isOfForm = form && (!isBegun(form) || (how === 'trimming' && showsSpans(form, place.cursor?.spans ?? [])))
  place.cursor = cursor
  place.statement = null
  if (form && isOfForm) putSpans(form, place.text.ground.text, cursor.spans)
  if (form && isOfForm && isBegun(form)) {
    // What somebody has typed into is kept with its trimmed words; what nobody has is read anew.
    if ('begun' in form.dataset) form.elements[0]?.dispatchEvent(new Event('change', { bubbles: true }))
    else form.dispatchEvent(new Event('trimmed', { bubbles: true }))
  }
  draw(place)
  if (scrolls) intoView(place)
  say(spoken(place, how))
}

/** What is under the cursor, in words. */
export function spoken({ text, cursor }: Place, how: 'elsewhere' | 'trimming' = 'elsewhere'): string {
  if (!cursor) return ''
  const words = cursor.spans.map(({ start, end }) => text.ground.text.slice(start, end).join('')).join(' […] ')
  if (how === 'trimming') return `Selected: ${words}`
  const [first, last] = sentencesUnder(cursor)
  const number = first === last ? `Sentence ${first + 1}` : `Sentences ${first + 1} to ${last + 1}`
  return `${number} of ${text.sentences.length}: ${words}`
}

/** Draws what is under the cursor: a mark at its sentences, and over the words where the browser can do that by itself. */
export function draw(place: Place): void {
  const { text, cursor } = place
  for (const old of document.querySelectorAll('.sentence.here')) {
    old.classList.remove('here')
    old.removeAttribute('aria-current')
  }
  // An older browser shows the sentence alone: the style sheet knows.
  const highlights = CSS.highlights as HighlightRegistry | undefined
  highlights?.delete('under-cursor')
  highlights?.delete('told-by')
  if (cursor) {
    const [first, last] = sentencesUnder(cursor)
    for (const sentence of text.sentences.slice(first, last + 1)) {
      sentence.classList.add('here')
      sentence.setAttribute('aria-current', 'true')
    }
    const ranges = cursor.spans.flatMap((span) => rangesOf(text, span))
    highlights?.set('under-cursor', new Highlight(...ranges))
    // Who says it, and by which word: of a word that stands there twice, one sees which is meant.
    // In forced colours all that is drawn over words looks like what was chosen: there the fields alone tell.
    const isForced = matchMedia('(forced-colors: active)').matches
    const told = isForced ? [] : placesIn('sourceAt', 'cueAt').flatMap((span) => rangesOf(text, span))
    highlights?.set('told-by', new Highlight(...told))
  }
  drawCard(place)
}

/** The card of the statement that the keys act on. */
export function cardHere({ text, cursor, statement }: Place): HTMLElement | null {
  if (statement) return document.getElementById(statement)
  if (!cursor) return null
  const [first, last] = sentencesUnder(cursor)
  for (const sentence of text.sentences.slice(first, last + 1)) {
    const note = sentence.querySelector<HTMLAnchorElement>('a.note')
    if (note) return document.getElementById(note.hash.slice(1))
  }
  return null
}

function drawCard(place: Place) {
  const here = cardHere(place)
  for (const old of document.querySelectorAll('.cards > [aria-current]'))
    if (old !== here) old.removeAttribute('aria-current')
  here?.setAttribute('aria-current', 'true')
}

/** Brings the sentence under the cursor into view, but no further than it needs. */
export function intoView({ text, cursor }: Place): void {
  if (!cursor) return
  text.sentences[cursor.head]?.scrollIntoView({ block: 'nearest', behavior: 'instant' })
}

/** The focus to the text, so that keys go on working there; the page stays where it is. */
export const focusText = () => textSection()?.focus({ preventScroll: true })
