import { counted } from '../counted'
import { locale } from './locale'

const lines = (numbers: readonly number[]) => `${numbers.length === 1 ? 'line' : 'lines'} ${numbers.join(', ')}`

/** What was marked in other programs, taken over to wait for a speaker. */
export const annotations = {
  title: 'Take over annotations',
  means:
    'What was marked on this article in Hypothesis, in brat or in a program that writes Web Annotations. Each passage that is found in the newest text waits here for a speaker: nothing of it is public before you record it.',
  notTaken: 'The annotations were not taken over',
  notTakenYet: 'Nothing was taken over',
  pasted: 'The file’s contents',
  pastedHint: 'Hypothesis: an answer of its API, or “Export” in its sidebar, as JSON.',
  orFile: 'or the file: .json, .jsonld, or brat’s .ann with the .txt beside it',
  take: 'Take over',
  line: (line: number) => `Line ${line}:`,
  waitHere: (count: number) =>
    `${counted(count, 'passage')} taken over ${count === 1 ? 'waits' : 'wait'} for a speaker.`,
  toThem: 'Go on tagging',
  dismissedTitle: (count: number) => `Dismissed: ${count.toLocaleString(locale)}`,
  part: (part: number, parts: number) => `Part ${part} of ${parts}`,
  nextPart: 'Next part',
  dismissedBy: (name: string) => `dismissed by ${name}`,
  byNobody: 'dismissed',
  waitAgain: 'Let it wait again',
  isDismissed: 'Dismissed.',
  waitsAgain: 'It waits again.',
  noJson: 'This is neither JSON nor brat’s standoff format, or it is cut short.',
  tooDeep: 'Its brackets are nested too deep.',
  repeatedMember: (name: string) => `An object has “${name}” twice: one of the two would be lost.`,
  lookedNoFurther: (problems: number, left?: number) =>
    `After ${counted(problems, 'problem')} nothing more was looked at${left === undefined ? '' : `: ${counted(left, 'more passage')}`}.`,
  unknownFormat: 'These are no annotations of Hypothesis, no Web Annotations, and nothing of brat’s.',
  ownExport:
    'These are this desk’s own statements, as it exports them: they are here already. Into an empty desk they come back by “gainsay import”.',
  noAnnotation: 'This is no annotation.',
  noQuote: 'It has no words to look for (TextQuoteSelector): by a place alone nothing is found in another text.',
  severalPages: 'It marks several pages, or a passage and a whole page.',
  listElsewhere: 'The list goes on at an address that is not in this file: save all of it as one.',
  noTextBound: 'This is no text-bound annotation of brat’s: “T1”, a tab, a type with its offsets, a tab, the words.',
  repeatedId: (id: string) => `Another line is ${id} already.`,
  twoMarks: 'The text beside begins with two byte order marks: take one of them away, and annotate it anew.',
  textBesideNoBrat: 'A text beside the annotations is of brat’s format alone; these have their words in them.',
  noStandoff: 'This is no line of brat’s standoff format.',
  notAtItsPlace: 'Its words are not at these offsets of the text that lies beside it.',
  textBeside: (problem: string) => `The text that lies beside it can’t be an article’s. ${problem}`,
  notInText: (quote: string) => `“${quote}” is not in the article’s text.`,
  severalTimes: (quote: string, places: number) =>
    `“${quote}” is in the article’s text ${places} times, and nothing beside it tells which is meant.`,
  tooOften: (quote: string, most: number) =>
    `“${quote}” is in the article’s text more than ${most} times: mark more of what stands beside it.`,
  tooMany: (most: number) => `A file may have ${most} annotations: take the rest over with another.`,
  tooMuch: (most: number) =>
    `In so long a text ${most} of these passages are looked for at a time: take them over in several files.`,
  noteTooLong: (most: number) => `Its note is longer than ${most} letters.`,
  tagsTooLong: (most: number, letters: number) => `It may have ${most} tags of ${letters} letters.`,
  tooManyParts: (most: number) => `It may have ${most} parts.`,
  fileTooLarge: (megabytes: number) => `A file of annotations may have ${megabytes} MB.`,
  oneFile: 'Choose one file of annotations; with one of brat’s, the text beside it as well.',
  noSource: 'It doesn’t say which page it is on: give the article.',
  noArticleAt: (address: string) => `No article here has the address ${address}. Import it first, or give the article.`,
  severalAt: (address: string) => `Several articles here have the address ${address}: give the article.`,
  noArticle: (id: number) => `There is no article ${id}, or it was withdrawn.`,
  taken: (count: number) => `${counted(count, 'passage')} taken over.`,
  known: (count: number) => `${count} ${count === 1 ? 'is' : 'are'} here already.`,
  partOf: (entries: number, total: number) =>
    `The file has ${entries} of ${total}: ask for the others with “search_after”, and take them over as well.`,
  aside: (parts: readonly string[]) => `Not taken over: ${parts.join('; ')}.`,
  byPosition: (numbers: readonly number[]) =>
    `Of ${lines(numbers)} the words stand several times, and only the position told which is meant: look at ${numbers.length === 1 ? 'it' : 'them'}.`,
  leftOut: {
    replies: (count: number) => counted(count, 'reply', 'replies'),
    pageNotes: (count: number) => `${counted(count, 'note')} on the page as a whole`,
    repeated: (count: number) => `${count} that ${count === 1 ? 'stands' : 'stand'} twice in the file`,
    joined: (count: number) => `${counted(count, 'mark')} of who says it and how, told in the note of the passage`,
    relations: (count: number) => counted(count, 'relation'),
    events: (count: number) => counted(count, 'event'),
    attributes: (count: number) => `${counted(count, 'attribute')} of what is no passage`,
    notes: (count: number) => `${counted(count, 'note')} on what is no passage`,
  },
  /** On the tagging page. */
  takenOver: 'Taken over from other programs',
  waits: (count: number) => `${counted(count, 'passage')} ${count === 1 ? 'waits' : 'wait'} for a speaker`,
  next: 'Next of them',
  key: 'the next passage that was taken over',
  mark: (number: number) => `Passage ${number} taken over: say who says it`,
  dismiss: 'Dismiss',
  dismissWhat: (quote: string) => `Dismiss “${quote}”`,
  note: 'Note:',
  tags: 'Tags:',
  whereMade: 'where it was marked',
  inEarlierText: (revision: number) => `found in revision ${revision}; look for it in this text`,
  noLonger: 'These words are not in the text any more: correct them, or dismiss it.',
  /** At the desk. */
  sectionTitle: 'Passages taken over',
  sectionMeans: 'Marked in Hypothesis, brat or another program, and taken over: say who says them, or dismiss them.',
  sectionEmpty: 'None. Annotations of an article are taken over on its tagging page, or by “gainsay import”.',
}
