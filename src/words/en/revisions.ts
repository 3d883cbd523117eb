import { counted } from '../counted'

const revisionsOf = (numbers: readonly number[]) =>
  numbers.length === 1 ? `revision ${numbers[0]}` : `revisions ${numbers.join(', ')}`

/** Texts of an article that was captured more than once, and what became of its statements. */
export const revisions = {
  captureTitle: 'Capture the text anew',
  captureMeans: (number: number) =>
    `Give the text as its outlet has it now. It becomes revision ${number + 1}; what stands here now stays as it is. Each statement is looked for in it: what surely is the same passage goes along, the rest waits for you.`,
  address: 'Its address; the server fetches it, unless you paste a text or choose a file',
  orPasted: 'or the text, pasted',
  orFile: 'or a file: plain text, HTML, Markdown, PDF or .docx',
  acceptZones: 'Of a page or a document: mark what seems not to be the article’s own without showing it to me first',
  oneText: 'One text at a time: a single file or address.',
  withoutErased: 'I have looked: none of the words that were erased from this article is in the new text',
  erasedFrom: (numbers: readonly number[]) =>
    `Words were erased from ${revisionsOf(numbers)} of this article for good; /transparency has the reason. They must not come back with a newer text: leave them out of it, paste it with … in their place, say.`,
  perhapsErased: (numbers: readonly number[]) =>
    `Words were erased from ${revisionsOf(numbers)} of this article for good, and are kept nowhere, so nobody but you can tell whether the new text has them. Leave them out of it, and say that none of them is in it.`,
  erasedText: (number: number) =>
    `This is the text of revision ${number} as it was before words were erased from it. They must not come back: leave them out.`,
  articleErased: 'This article was erased, with all its texts: it gets no newer one.',
  zonesLost: (count: number) =>
    `${counted(count, 'part')} that had been marked as not the article’s own ${count === 1 ? 'is' : 'are'} not in it any more; look at its parts again.`,
  capture: 'Capture',
  notCaptured: 'Not captured',
  notCapturedYet: 'Not captured yet',
  changedMeanwhile: (number: number) =>
    `Somebody has changed this article since you opened the form; its text here is revision ${number} now. If yours is newer still, capture it.`,
  same: (number: number) => `This is the text of revision ${number}, letter for letter: there is nothing new to keep.`,
  captured: (number: number, carried: number, waiting: number) => {
    if (carried + waiting === 0) return `Captured as revision ${number}.`
    const waits = `${counted(waiting, 'statement')} ${waiting === 1 ? 'waits' : 'wait'} for you below.`
    const went = `Captured as revision ${number}. ${counted(carried, 'statement')} went along`
    return waiting === 0 ? `${went}.` : `${went}; ${waits}`
  },
  title: (number: number, headline: string) => `Revision ${number} of “${headline}”`,
  heading: (number: number) => `Revision ${number}`,
  description: (number: number) =>
    `What revision ${number} of this article changed, and what became of each statement in it.`,
  capturedOn: 'captured',
  characters: (length: number) => counted(length, 'character'),
  // "After revision 1, captured 4 June 2019."
  after: ['After', ', captured'],
  first: 'The first text that was captured of this article.',
  only: 'It has no other.',
  next: (number: number) => `Revision ${number} came after it.`,
  sha256: 'SHA-256 of the text:',
  counts: {
    unchanged: (count: number) => `${count} unchanged`,
    moved: (count: number) => `${count} moved`,
    edited: (count: number) => `${count} edited`,
    ambiguous: (count: number) => `${count} ambiguous`,
    gone: (count: number) => `${count} gone`,
  },
  statementsOf: (counts: readonly string[]) => `Statements compared with the text before: ${counts.join(' · ')}.`,
  noStatements: 'No statement was recorded in the text before.',
  waitHere: (count: number, number: number) =>
    count === 1
      ? `One statement of an earlier text has to be looked for in revision ${number}.`
      : `${counted(count, 'statement')} of earlier texts have to be looked for in revision ${number}.`,
  lookAtThem: 'Look for them',
  waiting: 'Statements that wait for you',
  waitingMeans:
    'Nothing is moved to words that only resemble the old ones. What is struck through was in the text before, what is underlined is in this one.',
  because: {
    words: 'Some of its words are others now.',
    attribution: 'Its words are here; what names the speaker, in it or before it, or the saying, was changed.',
    sentence: 'Its words are here; the sentence that they stand in was changed.',
    place: 'Its words stand in several places, or in other surroundings than they did.',
    zone: 'Its words are here, in a part that is marked as not the article’s own.',
    gone: 'Nothing in the new text comes near it.',
  },
  parts: {
    source: 'Names the speaker',
    cue: 'Names the saying',
    hop_source: 'Names who passed it on',
    hop_cue: 'Names the passing on',
  },
  nowhere: 'The new text has nothing like it.',
  perhapsNow: 'Perhaps it is this now',
  perhapsPlace: (place: number) => `Perhaps it is this now: place ${place}`,
  itIsHere: 'It is here now',
  itIsHereOf: (statement: number, place: number) => `It is here now: place ${place} of statement ${statement}`,
  elsewhere: 'It is elsewhere',
  elsewhereOf: (statement: number) => `It is elsewhere: statement ${statement}`,
  letGo: 'The text has it no more',
  letGoOf: (statement: number) => `The text has it no more: statement ${statement}`,
  moreWaiting: 'More that wait',
  told: 'Statements that this text changed',
  takeBack: 'Take this back',
  takeBackOf: (statement: number) => `Take this back: statement ${statement}`,
  moreTold: 'More of them',
  effects: {
    same: (when: string) => `The same ${when}`,
    typography: (when: string) => `Spaces, quotation marks or dashes changed ${when}`,
    reworded: (when: string) => `Wording changed ${when}`,
    reattributed: (when: string) => `Who said it, or how, is told otherwise ${when}`,
    removed: (when: string) => `Taken out of the text ${when}`,
    returned: (when: string) => `Back in the text ${when}`,
  },
  // Nobody has looked at the texts in between.
  when: (from: number, to: number) =>
    to === from + 1 ? `in revision ${to}` : `between revision ${from} and revision ${to}`,
  edits: 'Changed after it was published',
  editsMean:
    'What articles made of these words in later texts. What is struck through stood there before, what is underlined stands there since.',
  onlyNewestEdits: 'Here are the newest; each claim’s own page has its older ones.',
  leftBehind: 'Not in the newest text',
  leftBehindMeans: (number: number) =>
    `Statements of earlier texts of this article, which revision ${number} has no more or which an editor has yet to look for in it.`,
  lookedFor: (number: number) => `An editor has yet to look for it in revision ${number}.`,
  // "between 4 June 2019 and 5 June 2019"
  between: ['between', 'and'],
  on: 'on',
  pointTitle: 'Where is it in the new text?',
  pointMeans: (number: number) =>
    `Give its words as revision ${number} has them, letter for letter; copy them from the text below.`,
  stood: 'The text before had',
  content: 'The words of the claim',
  contentPart: (part: number) => `The words of the claim, part ${part}`,
  before: 'What stands right before them, if they stand there more than once',
  point: 'It is there',
  back: 'Back to what this text changed',
  notPointed: 'Not saved',
  text: (number: number) => `Revision ${number}`,
  settled: {
    same: 'It stands there now.',
    typography: 'It stands there now; typography alone had changed.',
    reattributed: 'It stands there now. Readers are told who was named before, and who is now.',
    reworded: 'It stands there now. Readers are told that the wording was changed, and see both.',
    removed: 'Readers are told that the text has it no more.',
    returned: 'It stands there now. Readers are told that it is back.',
  },
  reopened: 'It waits again, as before.',
  difference: 'What differs in the text',
  differenceMeans:
    'What is struck through was in the text before; what is underlined came in with this one; dots mark what was moved.',
  noDifference: 'Letters and words are the same; signs or spaces alone may differ.',
  unchangedParagraphs: (count: number) => `${counted(count, 'paragraph')} without a change`,
  firstParagraphs: (count: number) => `These are the first ${count} paragraphs around what was changed; there is more.`,
  movedAway: 'Moved from here',
  movedHere: 'Moved to here',
  notWhole: 'The texts may not be shown whole here, so what else differs in them is left out.',
  tooLong: 'These two texts are so long that what else differs in them is not shown here.',
  compareThem: 'Show it to me',
  settledTitle: 'Settled already',
  settledAlready: 'Somebody has settled what becomes of this statement in the new text. Look at it again.',
  noCandidate: 'There is no such place.',
  changedSinceCompared: 'The statement was changed after the texts were compared: say where its words are now.',
  partMissing: {
    content: 'A part of its words is not there: give those that are.',
    source: 'What named the speaker is not there: give the words that do now, or leave this empty if none do.',
    cue: 'What named the saying is not there: give the words that do now, or leave this empty if none do.',
    hop_source: 'What named who passed it on is not there: give the words that do now, or leave this empty.',
    hop_cue: 'What named the passing on is not there: give the words that do now, or leave this empty.',
  },
  hopsThere: (hops: number) =>
    hops === 0 ? 'Nobody has passed this statement on.' : `This statement was passed on ${counted(hops, 'time')}.`,
  notTheLast:
    'A newer text has been captured since, the statement was changed, or nothing was settled: this can’t be taken back any more.',
}
