/** Characters that no text of the bench came with. */
export const NEW = -1

/**
 * A text that is edited while it is known of each character where it came from: the truth that a matcher is held
 * against, which knows nothing of words. Places are code points.
 */
export class TrackedText {
  characters: string[]
  /** The place that each character had at first; NEW; or, of a copy, -2 minus the place of what it is a copy of. */
  origins: number[]
  private readonly first: readonly string[]

  constructor(text: string) {
    this.characters = Array.from(text)
    this.first = [...this.characters]
    this.origins = this.characters.map((_, place) => place)
  }

  get text(): string {
    return this.characters.join('')
  }

  slice(start: number, end: number): string {
    return this.characters.slice(start, end).join('')
  }

  insert(place: number, words: string) {
    const added = Array.from(words)
    this.splice(
      place,
      place,
      added,
      added.map(() => NEW),
    )
  }

  delete(start: number, end: number) {
    this.splice(start, end, [], [])
  }

  /** Puts other words there, which are not those that stood there. */
  replace(start: number, end: number, words: string) {
    const added = Array.from(words)
    this.splice(
      start,
      end,
      added,
      added.map(() => NEW),
    )
  }

  /** Puts other signs for the same words there: the first of them has the origin of the first that it replaces. */
  retype(start: number, end: number, words: string) {
    const added = Array.from(words)
    this.splice(
      start,
      end,
      added,
      added.map((_, ordinal) => this.origins[Math.min(start + ordinal, end - 1)] ?? NEW),
    )
  }

  /** Puts a copy of a passage elsewhere, between two strings. */
  copy(start: number, end: number, to: number, before: string, behind: string) {
    const characters = this.characters.slice(start, end)
    const origins = this.origins.slice(start, end).map((origin) => (origin >= 0 ? copyOf(origin) : origin))
    const [first, last] = [Array.from(before), Array.from(behind)]
    this.splice(
      to,
      to,
      [...first, ...characters, ...last],
      [...first.map(() => NEW), ...origins, ...last.map(() => NEW)],
    )
  }

  /** Takes a passage out and puts it in elsewhere, at a place before or behind it. */
  move(start: number, end: number, to: number) {
    const characters = this.characters.slice(start, end)
    const origins = this.origins.slice(start, end)
    this.delete(start, end)
    const place = to >= end ? to - (end - start) : to
    this.splice(place, place, characters, origins)
  }

  /** Composes what edits put side by side, as canonical text is; a composed character is the first of its parts. */
  toNFC() {
    if (this.text === this.text.normalize('NFC')) return
    for (let place = this.characters.length - 1; place > 0; place--) {
      const pair = `${this.characters[place - 1]}${this.characters[place]}`
      const composed = pair.normalize('NFC')
      if (composed !== pair) this.retype(place - 1, place + 1, composed)
    }
  }

  /**
   * What was put in letter for letter where it had been taken out is what stood there: "the" instead of "the", or a
   * sentence put back. The text is as if nobody had touched it, so whoever has both texts can't know of it.
   */
  settle() {
    for (let start = 0; start < this.origins.length; start++) {
      if (this.origins[start] !== NEW) continue
      let end = start
      while (this.origins[end] === NEW) end++
      const from = start === 0 ? 0 : (this.origins[start - 1] as number) + 1
      const to = end < this.origins.length ? (this.origins[end] as number) : this.first.length
      const isNeighbour = (place: number) =>
        place < 0 || place >= this.origins.length || (this.origins[place] as number) >= 0
      const isBack =
        isNeighbour(start - 1) && isNeighbour(end) && this.first.slice(from, to).join('') === this.slice(start, end)
      if (isBack) for (let place = start; place < end; place++) this.origins[place] = from + place - start
      start = end
    }
  }

  private splice(start: number, end: number, characters: string[], origins: number[]) {
    this.characters = [...this.characters.slice(0, start), ...characters, ...this.characters.slice(end)]
    this.origins = [...this.origins.slice(0, start), ...origins, ...this.origins.slice(end)]
  }
}

const copyOf = (place: number) => -2 - place
/** What a copied character is a copy of; negative for one that is none. */
export const copiedFrom = (origin: number) => (origin <= -2 ? -2 - origin : NEW)

/** Paragraphs: what stands between empty lines or, in a text without these, between line ends. */
export function paragraphsOf(tracked: TrackedText): { start: number; end: number }[] {
  const isBreak = lineBreaks(tracked)
  return stretches(tracked, isBreak)
}

/** Sentences, roughly: up to a full stop, question or exclamation mark and the quotation marks behind it. */
export function sentencesOf(tracked: TrackedText): { start: number; end: number }[] {
  const isBreak = lineBreaks(tracked)
  return stretches(tracked, (character, place) => {
    if (isBreak(character, place)) return true
    if (!/\s/.test(character)) return false
    let last = place - 1
    while (/["'”’»)]/.test(tracked.characters[last] ?? '')) last--
    return (
      /[.!?]/.test(tracked.characters[last] ?? '') && !ABBREVIATION.test(tracked.slice(Math.max(0, last - 6), last + 1))
    )
  })
}

/** Titles, initials, months: what a full stop stands behind without ending a sentence. */
const ABBREVIATION =
  /(?:^|[^\p{L}])(?:\p{Lu}|Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov|Sgt|St|Jan|Feb|Aug|Sept|Oct|Nov|Dec|No|Inc|Jr)\.$/u

function lineBreaks({ characters, text }: TrackedText): (character: string, place: number) => boolean {
  const hasEmptyLines = text.includes('\n\n')
  return (character, place) =>
    character === '\n' && (!hasEmptyLines || characters[place + 1] === '\n' || characters[place - 1] === '\n')
}

function stretches(
  { characters }: TrackedText,
  isBetween: (character: string, place: number) => boolean,
): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = []
  let start = 0
  for (let place = 0; place <= characters.length; place++) {
    const character = characters[place]
    if (character !== undefined && !isBetween(character, place)) continue
    if (place > start && characters.slice(start, place).some((one) => one.trim() !== ''))
      found.push({ start, end: place })
    start = place + 1
  }
  return found
}
