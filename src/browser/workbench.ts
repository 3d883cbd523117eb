import { CONTEXT_LENGTH } from '../quotes/selector'
import { keepUnsaved } from './unsaved'

/**
 * The tagging page's help for mouse, finger and keyboard: words selected in the text go into the form, with what stands
 * beside them. Where exactly they stand in the article is the server's to find out; the page itself shows footnote
 * numbers and "tag" links that are not part of the text.
 */
function begin(text: HTMLElement, form: HTMLFormElement) {
  document.documentElement.classList.add('scripted')
  const field = (name: string) => form.elements.namedItem(name) as HTMLInputElement | RadioNodeList | null
  const set = (name: string, value: string) => {
    const found = field(name)
    const input = found instanceof RadioNodeList ? (found[0] as HTMLInputElement) : found
    if (input) input.value = value
  }

  const take = () => {
    const selection = getSelection()
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return
    const range = selection.getRangeAt(0)
    if (!text.contains(range.commonAncestorContainer)) return
    const exact = wordsOf(range).trim()
    if (exact === '') return
    const sentences = sentencesIn(text, range)
    set('content', exact)
    set('prefix', [...before(text, range)].slice(-CONTEXT_LENGTH).join(''))
    set('suffix', [...after(text, range)].slice(0, CONTEXT_LENGTH).join(''))
    set('start', sentences[0]?.dataset.start ?? '')
    set('end', sentences.at(-1)?.dataset.end ?? '')
    keepUnsaved(form)
    announce(`Selected: ${exact}`)
  }

  // After the browser has settled the selection, which it does after the event.
  text.addEventListener('mouseup', () => setTimeout(take))
  text.addEventListener('touchend', () => setTimeout(take))
  text.addEventListener('keyup', (event) => {
    if (event.shiftKey || event.key === 'Shift') take()
  })
  // Typed over, the words no longer have the neighbours they were selected with.
  form.querySelector('#content')?.addEventListener('input', () => {
    set('prefix', '')
    set('suffix', '')
  })
  form.addEventListener('keydown', (event) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.requestSubmit()
  })
}

/** The text under a range, without footnote numbers and "tag" links. */
function wordsOf(range: Range): string {
  const copy = range.cloneContents()
  for (const extra of copy.querySelectorAll('a.note, a.tag, .zone-name')) extra.remove()
  return copy.textContent ?? ''
}

function before(text: HTMLElement, range: Range): string {
  const preceding = document.createRange()
  preceding.setStart(paragraphOf(text, range.startContainer), 0)
  preceding.setEnd(range.startContainer, range.startOffset)
  return wordsOf(preceding).trimStart()
}

function after(text: HTMLElement, range: Range): string {
  const following = document.createRange()
  following.setStart(range.endContainer, range.endOffset)
  following.setEndAfter(paragraphOf(text, range.endContainer).lastChild ?? range.endContainer)
  return wordsOf(following).trimEnd()
}

function paragraphOf(text: HTMLElement, node: Node): Element {
  const element = node instanceof Element ? node : node.parentElement
  return element?.closest('p') ?? text
}

function sentencesIn(text: HTMLElement, range: Range): HTMLElement[] {
  return [...text.querySelectorAll<HTMLElement>('.sentence')].filter((sentence) => range.intersectsNode(sentence))
}

function announce(words: string) {
  let region = document.querySelector('#announcement')
  if (!region) {
    region = document.createElement('p')
    region.id = 'announcement'
    region.className = 'unseen'
    region.setAttribute('role', 'status')
    document.body.append(region)
  }
  region.textContent = words
}

const text = document.querySelector<HTMLElement>('[data-tagging]')
const form = document.querySelector<HTMLFormElement>('[data-record]')
if (text && form) begin(text, form)
