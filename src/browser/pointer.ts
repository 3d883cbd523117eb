import type { Desk } from './actions'
import { placeOf } from './article-text'
import { atSentence, selecting, sentencesUnder } from './cursor'
import type { moveTo } from './place'
import { recordForm, spansIn } from './record-form'

/**
 * Mouse and finger do what the keys do: a drag selects words, a click or a tap a sentence. Words beside those of a form
 * that was begun only move the cursor; words that touch them are trimming.
 */
export function choosesByPointer({ place, steps }: Desk, move: typeof moveTo): void {
  const take = () => {
    const selection = getSelection()
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return
    const range = selection.getRangeAt(0)
    if (!place.text.section.contains(range.commonAncestorContainer)) return
    const span = placeOf(place.text, range)
    const cursor = span && selecting(place.text.ground, [span])
    if (!span || !cursor) return
    const form = recordForm()
    const ofForm = form ? spansIn(form) : []
    const touches = ofForm.some(({ start, end }) => start < span.end && end > span.start)
    steps.before('selected')
    // What trims is what the form has: the cursor comes back to it first.
    if (touches && place.cursor) place.cursor = { ...place.cursor, spans: ofForm }
    move(place, cursor, touches ? 'trimming' : 'elsewhere', false)
    steps.settled()
  }
  const isOfText = (target: EventTarget | null) => place.text.section.contains(target as Node)
  // After the browser has settled the selection, which it does after the event.
  for (const end of ['mouseup', 'touchend']) {
    document.addEventListener(end, ({ target }) => isOfText(target) && setTimeout(take))
  }
  document.addEventListener('keyup', ({ target, shiftKey, key }) => {
    if (isOfText(target) && shiftKey && key.startsWith('Arrow')) take()
  })
  document.addEventListener('click', ({ target }) => {
    const element = target as Element
    if (!isOfText(element) || element.closest('a') || getSelection()?.isCollapsed === false) return
    const sentence = element.closest<HTMLElement>('.sentence')
    const number = sentence ? place.text.sentences.indexOf(sentence) : -1
    const [first, last] = place.cursor ? sentencesUnder(place.cursor) : [-1, -1]
    // A click where the cursor is leaves what was trimmed as it is.
    if (number < 0 || (number >= first && number <= last)) return
    move(place, atSentence(place.text.ground, number), 'elsewhere', false)
    steps.settled()
  })
}
