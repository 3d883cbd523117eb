import type { Chance } from '../trust/chance'

/** A text as another outlet would print it, by one kind of edit. */
export type Edit = (text: string, chance: Chance) => string

const paragraphs = (text: string) => text.split(/\n+/).filter((paragraph) => paragraph.trim() !== '')
const joined = (list: readonly string[]) => list.join('\n\n')

/** Another first line: whoever runs a story writes a headline of their own. */
const otherHeadline: Edit = (text) => joined(['Latest: what we know so far this morning', ...paragraphs(text).slice(1)])

/** The first part of a text, by whole paragraphs: editors cut from the bottom. */
const cutTo =
  (share: number): Edit =>
  (text) => {
    const kept: string[] = []
    let left = share * text.length
    for (const paragraph of paragraphs(text)) {
      if (left <= 0) break
      kept.push(paragraph)
      left -= paragraph.length
    }
    return joined(kept)
  }

/** What a local reporter adds: invented, of other words than any wire story's. */
const LOCAL = [
  'In our own valley, the chamber of trade reckons that two small canneries and a boatyard may feel it before the winter.',
  'Marta Oyelaran, who keeps the ferry kiosk below the bridge, told this paper that nobody had asked her, and that she had expected as much.',
  'The parish council meets next Wednesday in the old tannery; a list of speakers is open until noon of that day.',
  'Readers may remember the flood year, when a similar plan was shelved after a night of argument and one broken window.',
  'A spokeswoman for the harbour office said that timetables would be kept, and that the lock gates had been greased in any case.',
  'The school orchestra has meanwhile moved its rehearsals to the gymnasium, where, its conductor says, the echo flatters the violas.',
]

/** Local paragraphs in the middle, until they make this share of what was there. */
const withLocal =
  (share: number): Edit =>
  (text) => {
    const own = paragraphs(text)
    const added: string[] = []
    for (let place = 0; joined(added).length < share * text.length && place < LOCAL.length; place++)
      added.push(LOCAL[place] as string)
    const middle = Math.ceil(own.length / 2)
    return joined([...own.slice(0, middle), ...added, ...own.slice(middle)])
  }

/** British spelling, style and typography for American, or the other way where that is what there is. */
const houseStyle: Edit = (text) =>
  text
    .replace(/\b([A-Za-z]{3,})iz(e|ed|es|ing|ation)\b/g, '$1is$2')
    .replace(/\b(lab|neighb|fav|col|hon|harb)or/g, '$1our')
    .replace(/\b(Trump|Clinton|Obama|Putin|Maduro|Sanders|Rubio)\b/g, 'Mr. $1')
    .replace(/ ?(?:percent|per cent)\b/g, '%')
    .replace(/[“”]/g, '"')
    .replace(/[’‘]/g, "'")
    .replace(/ — | – /g, ' - ')
    .replace(/(\d),(\d{3})/g, '$1$2')

/** What stands around every story of an outlet, where nobody has marked it. */
const otherBoilerplate: Edit = (text) =>
  joined([
    'Skip to content. Subscribe for one crown a week and never miss a morning. Sign in. My account. Weather. Puzzles.',
    text,
    'You have reached the end of this story. Support independent reporting: give what you can, cancel when you like. Follow us. Contact the newsdesk. Terms of use. Cookie choices. All rights reserved by the Valley Courier Company.',
  ])

/** Two paragraphs made one, and re-wrapped. */
const mergedParagraphs: Edit = (text) =>
  paragraphs(text).reduce((all, paragraph, place) => all + (place === 0 ? '' : place % 2 ? ' ' : '\n') + paragraph, '')

/** A share of the words replaced, left out or doubled, each by itself: a hasty rewriting. */
const reworded =
  (share: number): Edit =>
  (text, chance) =>
    text.replace(/\p{L}+/gu, (word) => {
      if (chance.next() >= share) return word
      const how = chance.below(3)
      return how === 0 ? 'meanwhile' : how === 1 ? '' : `${word} indeed`
    })

const all =
  (...edits: Edit[]): Edit =>
  (text, chance) =>
    edits.reduce((edited, edit) => edit(edited, chance), text)

/** From a mere reprint to what a person would still call the same story. */
export const EDITS: Record<string, Edit> = {
  'as it is': (text) => text,
  'another headline': otherHeadline,
  'house style': houseStyle,
  'other boilerplate, not marked': otherBoilerplate,
  'paragraphs merged': mergedParagraphs,
  'cut to two thirds': cutTo(0.66),
  'cut to a third': cutTo(0.33),
  'a fifth of it local, added': withLocal(0.2),
  'as much local as wire': all(cutTo(0.5), withLocal(1)),
  '2 words in 100 changed': reworded(0.02),
  '5 words in 100 changed': reworded(0.05),
  '10 words in 100 changed': reworded(0.1),
  'all: headline, style, half cut, local, boilerplate, 2 in 100': all(
    otherHeadline,
    cutTo(0.5),
    houseStyle,
    withLocal(0.3),
    reworded(0.02),
    otherBoilerplate,
    mergedParagraphs,
  ),
}

/** Another article that quotes all that this one quotes: the same press conference, other sentences. */
export const quotingTheSame = (own: string, other: string): string => {
  const quotes = Array.from(other.matchAll(/[“"][^”"\n]{20,400}[”"]/g), ([quote]) => quote)
  const sentences = own.split(/(?<=[.!?”"])\s+/)
  return sentences.map((sentence, place) => (quotes[place] ? `${sentence} ${quotes[place]}` : sentence)).join(' ')
}
