import { counted } from '../counted'
import { locale } from './locale'

const number = (count: number) => count.toLocaleString(locale)

/** Taking in more than a pasted text: what was read of it, imports of many. */
export const importing = {
  address: 'or its address',
  addressHint: 'The server fetches it. Several addresses, one a line, are imported one after the other.',
  files: 'or a file, several of them, or a zip',
  filesHint: 'Plain text, HTML, Markdown, PDF or .docx, 25 MiB each; JSON lines (.jsonl); a zip of these.',
  goOn: 'Continue',
  acceptZones: 'Of several: mark what seems not to be the article’s own without showing it to me first',
  holdsForAll:
    'Of several, what you give below holds for each. One that says another outlet or day itself waits for you, and so does what is said nowhere; only pages that are fetched say both for their site.',
  oneWay: 'There is an address here, and a text or a file too: leave all but one out.',
  tooManyAddresses: (most: number) => `At most ${number(most)} addresses are taken at once.`,
  tooManyFiles: (most: number) => `At most ${number(most)} files are taken at once; more go into a zip.`,
  tooManyItems: (most: number) =>
    `There are more than ${number(most)} articles in it. Divide it, or import it on the server with gainsay import.`,
  tooMuch: (mebibytes: number) => `The files of one form may have ${mebibytes} MiB together.`,
  nothingInIt: 'There is nothing in it to import.',
  pastedText: 'a pasted text',
  addresses: (count: number) => counted(count, 'address', 'addresses'),
  filesAnd: (first: string, others: number) => `${first} and ${counted(others, 'other file')}`,
  begun: (count: number) => `Importing ${counted(count, 'article')}. You can leave this page; it goes on.`,
  /** The second step. */
  lookTitle: 'Import: is this right?',
  lookMeans: 'This was read. Nothing is imported until you say so; what is wrong can be put right here.',
  fetchedFrom: (address: string) => `Fetched from ${address}`,
  noArchive:
    'The site asks that no copies of this page be shown (X-Robots-Tag). Readers see excerpts and the link, unless its rights say otherwise.',
  headline: 'headline',
  readFrom: (name: string) => `Read from ${name}`,
  from: (source: string) => `from ${source}`,
  parts: 'What seems not to be the article’s own',
  partsMean: 'Nothing is deleted: ticked parts are marked, and shown folded. Others can be marked later.',
  noParts: 'Nothing: all of the text counts as the article’s own.',
  kindOf: (begins: string) => `What “${begins}” is`,
  characters: (count: number) => counted(count, 'character'),
  measure: (length: number, share: string) =>
    `${counted(length, 'character')}, of which ${share} seems not to be the article’s own.`,
  text: 'The text',
  textCut: 'This is its beginning; the rest is on the article’s page once it is imported.',
  importIt: 'Import',
  hereAlready: 'Nearly this is here already',
  hereAlreadyMeans:
    'Where its outlet has changed the article, add this as its next text. Where it is another article, a copy at another outlet perhaps, import it below.',
  because: { address: 'It has the same address.', text: 'It has nearly the same text.' },
  addAs: (number: number) => `Add as revision ${number}`,
  addAsOf: (number: number, headline: string) => `Add as revision ${number} of “${headline}”`,
  addressKnown: (article: number) => `Article ${article} has this address already: look whether this is its next text.`,
  cameMeanwhile: (article: number) =>
    `Article ${article} has this address already, and came in after this page was shown: look whether this is its next text, or import it as another.`,
  thisCapture: 'This import',
  thisImport: 'This import',
  /** Imports of many. */
  jobsTitle: 'Imports',
  jobsMean: 'Your imports of several articles, and what waits for you to look at it. They are forgotten after a month.',
  noJobs: 'There are none.',
  alone: 'Waiting for you',
  jobTitle: (name: string) => `Import of ${name}`,
  progressLabel: 'How far it is',
  progress: (done: number, all: number, { open, refused }: { open: number; refused: number }) =>
    [
      `${number(done)} of ${number(all)} done`,
      ...(open > 0 ? [`${number(open)} ${open === 1 ? 'waits' : 'wait'} for you`] : []),
      ...(refused > 0 ? [`${number(refused)} refused`] : []),
    ].join(', '),
  cancelledJob: 'Cancelled: what had not become an article was left out.',
  cancel: 'Leave out the rest',
  retry: 'Try the refused ones again',
  still: 'Show this without reloading it',
  reloading: 'Let this reload by itself',
  wasCancelled: 'Cancelled. What is imported stays.',
  readAgain: (count: number) => `${counted(count, 'article')} ${count === 1 ? 'is' : 'are'} read again.`,
  items: 'Its articles',
  show: 'Show',
  all: 'all',
  countedState: (state: 'open' | 'refused' | 'imported' | 'known', count: number) =>
    `${{ open: 'waiting for you', refused: 'refused', imported: 'imported', known: 'here already' }[state]} (${number(count)})`,
  states: {
    waiting: 'waits to be read',
    reading: 'is being read',
    open: 'waits for you',
    imported: 'imported',
    known: 'is here already',
    refused: 'refused',
    cancelled: 'left out',
  },
  lookAt: 'Look at it',
  more: 'More',
  triedTooOften: 'This could not be read to its end, several times over.',
  needs: (outlet: boolean, day: boolean) =>
    outlet && day
      ? 'Its outlet and its day of publication are not known, or by its own word alone.'
      : outlet
        ? 'Its outlet is not known, or by its own word alone.'
        : 'Its day of publication is not known, or by its own word alone.',
  saysOtherwise: 'It says another outlet or day of publication itself: look which is right.',
}
