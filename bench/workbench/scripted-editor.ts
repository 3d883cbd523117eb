import type { Page } from 'playwright-core'
import type { TextPositionSelector } from '../../src/quotes/selector'
import { likeness } from '../../src/suggestions/next-reading'
import { FIELDS, type Field, isMarked, isRight, mediumWords, sameValue, valueIn, valuesOf } from './fields'
import { type GoldArticle, type GoldLink, type GoldStatement, startOf } from './gold'
import type { Keyboard } from './keyboard'
import { type Opponent, type PageState, readPage } from './page-state'
import { plain } from './plain'
import { isSame, routeToWords } from './route-to-words'

/** What one statement took. */
export interface Tagged {
  id: string
  keys: number
  links: number
  /** Fields that were right as the form first came up, and once its words were chosen: before anything was corrected. */
  rightAtFirst: Record<Field, boolean>
  right: Record<Field, boolean>
  /** Links that were not offered and have to be made elsewhere. */
  notOffered: string[]
  /** What the keys were, for whoever wants to see. */
  pressed: string[]
}

/** Longer than the page waits for another key, and it takes to answer (ms). */
const LOOK_MS = 300

/** More than that, and the editor has lost its way. */
const MOST_KEYS = 120

/** Tags articles by keyboard alone. It chooses its route by what is on the page, and corrects what is not as marked by hand. */
export class ScriptedEditor {
  /** Claims that are recorded, by the gold's ids, in all articles so far. */
  readonly recorded = new Map<string, GoldStatement>()
  private pressed: string[] = []
  private tagging = ''

  constructor(
    private readonly page: Page,
    private readonly keyboard: Keyboard,
    private readonly links: readonly GoldLink[],
  ) {}

  /** Tags one article, whose page is open; tells of each statement what it took. */
  async tag(article: GoldArticle): Promise<Tagged[]> {
    const text = [...article.text]
    const open = new Set(article.statements)
    const done: Tagged[] = []
    let before = await this.count()
    while (open.size > 0) {
      const statement = await this.goToNext(text, open)
      this.tagging = statement.id
      const tagged = await this.record(text, statement)
      const after = await this.count()
      done.push({ ...tagged, keys: after - before, pressed: this.pressed })
      this.pressed = []
      before = after
      open.delete(statement)
      this.recorded.set(statement.id, statement)
    }
    return done
  }

  private count = async () => (await this.keyboard.keyed()).count

  private async press(key: string) {
    this.pressed.push(key)
    if (this.pressed.length > MOST_KEYS)
      throw new Error(`Lost at ${this.tagging}: ${this.pressed.slice(0, 20).join(' ')} …`)
    await this.keyboard.press(key)
  }

  /** Until the form is open for a statement that is still to be tagged: by skipping, or by walking to its sentence. */
  private async goToNext(text: readonly string[], open: Set<GoldStatement>): Promise<GoldStatement> {
    const inTextOrder = [...open].toSorted((a, b) => startOf(a) - startOf(b))
    for (;;) {
      const state = await readPage(this.page)
      const here = inTextOrder.filter((statement) => state.isOpen && isHere(state, statement))
      const next = inTextOrder[0] as GoldStatement
      if (here.includes(next) && here.some(({ content }) => likeness(state.spans, content) >= ALIKE)) return next
      const isBehind = !state.isOpen || (state.spans[0]?.start ?? 0) >= startOf(next)
      const wouldSkip = state.isOpen && !isBehind
      if (wouldSkip || state.under.length === 0) {
        await this.press('s')
        continue
      }
      const hasMoved = await this.walkTo(state, next)
      // A form that is open for other words of the same sentence is used for these, if they can be reached from there.
      const now = await readPage(this.page)
      const isOfUse = now.isOpen && !hasMoved && routeToWords(text, now, next.content) !== null
      if (!isOfUse && now.isOpen && !hasMoved) await this.openExactly(now, next.content)
      else if (!isOfUse) await this.press('Enter')
      return next
    }
  }

  /** Goes to the sentences of some words; whether it left those where it was. */
  private async walkTo(state: PageState, { content }: Pick<GoldStatement, 'content'>, hasToLeave = false) {
    const at = (start: number) => state.sentences.findLastIndex((sentence) => sentence.start <= start)
    const [from, to] = [state.sentences.findIndex(({ start }) => start === state.under[0]), at(content[0]?.start ?? 0)]
    const isThere = to === from
    if (isThere && hasToLeave) for (const key of ['j', 'k']) await this.press(key)
    for (let step = 0; step < Math.abs(to - from); step += 1) await this.press(to > from ? 'j' : 'k')
    const more = at((content.at(-1)?.end ?? 1) - 1) - to
    for (let step = 0; step < more; step += 1) await this.press('J')
    return !isThere
  }

  private async record(text: readonly string[], statement: GoldStatement): Promise<Omit<Tagged, 'keys' | 'pressed'>> {
    const atFirst = await readPage(this.page)
    await this.chooseWords(text, statement.content)
    // As long as a person looks at what was chosen: the page reads trimmed words anew.
    await this.page.waitForTimeout(LOOK_MS)
    const state = await readPage(this.page)
    const rightIn = (page: PageState) =>
      Object.fromEntries(FIELDS.map((field) => [field, isRight(field, page, statement)])) as Tagged['right']
    for (const field of FIELDS) await this.correct(field, statement)
    const { made, notOffered } = await this.link(statement)
    await this.press('Enter')
    const { problems, fields } = await readPage(this.page)
    if (problems)
      throw new Error(`${statement.id}: ${problems} ${JSON.stringify(fields)} after ${this.pressed.join(' ')}`)
    return { id: statement.id, links: made, rightAtFirst: rightIn(atFirst), right: rightIn(state), notOffered }
  }

  private async chooseWords(text: readonly string[], wanted: TextPositionSelector[]) {
    let isExact = false
    for (;;) {
      const state = await readPage(this.page)
      if (isSame(state.spans, wanted)) return
      const route = routeToWords(text, state, wanted)
      if (!route && !isExact) {
        isExact = true
        await this.openExactly(state, wanted)
        continue
      }
      if (!route) throw new Error(`No way from ${JSON.stringify(state.spans)} to ${JSON.stringify(wanted)}`)
      await this.press(route.key)
      const { spans, readings } = await readPage(this.page)
      if (
        isSame(spans, state.spans) &&
        readings.every(({ isShown }, place) => isShown === state.readings[place]?.isShown)
      )
        throw new Error(`${route.key} does nothing at ${JSON.stringify(spans)} on the way to ${JSON.stringify(wanted)}`)
    }
  }

  /** Of sentences chosen whole the desk may read on in another line; words that are trimmed before are meant as they are. */
  private async openExactly(state: PageState, content: TextPositionSelector[]) {
    // The form that is open has to be left: trimming would change that, and Enter save it.
    await this.walkTo(state, { content }, true)
    for (const key of ['[', 'Enter']) await this.press(key)
  }

  /** By the next choices, where the right one is among them; else by writing. */
  private async correct(field: Field, statement: GoldStatement) {
    const state = await readPage(this.page)
    if (isRight(field, state, statement)) return
    if (field === 'stance') return this.press(String(STANCES.indexOf(statement.stance) + 1))
    const { letter, name } = GROUPS[field]
    const choices = state.choices[letter] ?? []
    const taken = choices.findIndex(({ isTaken }) => isTaken)
    const values = valuesOf(field, statement)
    const isGoal = ({ take }: (typeof choices)[number]) =>
      sameValue([take[name] ?? ''].flat().filter(Boolean), values) &&
      (field !== 'cue' || values.length === 0 || isMarked(String(take.cueAt ?? ''), statement))
    const goal = choices.findIndex(isGoal)
    // One that only wants a few letters more is as good as taken.
    const near = choices.findIndex(
      ({ take }) => field === 'saidOn' && take[name] !== '' && values[0]?.startsWith(String(take[name])),
    )
    if (goal >= 0 || near >= 0) {
      for (let step = 0; step < ((goal >= 0 ? goal : near) - taken + choices.length) % choices.length; step += 1)
        await this.press(letter)
      if (isRight(field, await readPage(this.page), statement)) return
    }
    await this.write(letter, field, statement)
  }

  private async write(letter: string, field: Field, statement: GoldStatement) {
    // What is written is one speaker, or a list of all: no other may stand beside it.
    if (field === 'speaker') await this.leaveOneSpeaker()
    await this.press('i')
    await this.press(letter)
    const values = valuesOf(field, statement)
    const typed = field === 'medium' ? mediumWords(values[0] ?? '') : plain(values.join('; '))
    const begun = valueIn(field, await readPage(this.page))
    const goesOn = begun !== '' && typed.startsWith(begun)
    if (typed === '') await this.press('Delete')
    else if (goesOn) await this.press('End')
    // Letter by letter, until the field has it: a known name is completed.
    const letters = [...(goesOn ? typed.slice(begun.length) : typed)]
    for (const [place, letter] of letters.entries()) {
      this.pressed.push(letter)
      await this.keyboard.write(letter)
      if (!isRight(field, await readPage(this.page), statement)) continue
      // What was completed has to be accepted.
      if (place < letters.length - 1 && field !== 'medium') await this.press('Tab')
      break
    }
    await this.press('Escape')
  }

  private async leaveOneSpeaker() {
    const { choices } = await readPage(this.page)
    for (let tries = choices.w?.length ?? 0; tries > 0; tries -= 1) {
      if ((await readPage(this.page)).fields.speakers.length <= 1) return
      await this.press('w')
    }
  }

  /** Ticks the claims that are linked to this one and recorded already, and says how. */
  private async link({ id }: GoldStatement): Promise<{ made: number; notOffered: string[] }> {
    const links = this.links.filter(
      ({ from, to }) => [from, to].includes(id) && this.recorded.has(from === id ? to : from),
    )
    const notOffered: string[] = []
    for (const link of links) {
      const other = this.recorded.get(link.from === id ? link.to : link.from) as GoldStatement
      const { opponents } = await readPage(this.page)
      const isOther = ({ words }: Opponent) => words === other.words
      let offered = opponents.find(isOther)
      if (!offered?.key && link.relation !== 'relays') offered = (await this.find(other)).find(isOther)
      if (link.relation === 'relays') await this.press('0')
      else if (!offered?.key)
        notOffered.push(`${link.from} ${link.relation} ${link.to}, of ${opponents.length} offered`)
      else await this.tick(offered, link, id)
    }
    return { made: links.length - notOffered.length, notOffered }
  }

  /** Searches for a claim by its longest word, which is rarely everybody's. */
  private async find({ words }: GoldStatement): Promise<Opponent[]> {
    const [longest = ''] = (words.match(/[A-Za-z]+/g) ?? []).toSorted((a, b) => b.length - a.length)
    await this.press('i')
    await this.press('l')
    for (const letter of longest) {
      this.pressed.push(letter)
      await this.keyboard.write(letter)
    }
    await this.press('Enter')
    return (await readPage(this.page)).opponents
  }

  private async tick({ key, relation, direction }: Opponent, link: GoldLink, id: string) {
    await this.press(key)
    const wanted = link.from === id ? 'answers' : 'answered'
    if (direction !== wanted) await this.press('y')
    const [from, to] = [RELATIONS.indexOf(relation), RELATIONS.indexOf(link.relation)]
    for (let step = 0; step < (to - from + RELATIONS.length) % RELATIONS.length; step += 1) await this.press('r')
  }
}

const STANCES = ['asserts', 'denies', 'declines', 'does_not_dispute', 'asks']
/** As the form lists them. */
const RELATIONS = ['contradicts', 'denies', 'corrects', 'walks_back', 'corroborates', 'repeats']

const GROUPS = {
  speaker: { letter: 'w', name: 'speaker' },
  saidOn: { letter: 'd', name: 'saidOn' },
  medium: { letter: 'm', name: 'medium' },
  source: { letter: 'o', name: 'source' },
  cue: { letter: 'v', name: 'cue' },
} as const

/** Whether it begins in the sentences under the cursor: what is there is tagged before one goes on. */
const isHere = ({ under, sentences }: PageState, statement: GoldStatement) =>
  under.includes(sentences.findLast(({ start }) => start <= startOf(statement))?.start ?? -1)

/** A form is of a statement where its words share at least so much with it (intersection over union of places). */
const ALIKE = 0.3
