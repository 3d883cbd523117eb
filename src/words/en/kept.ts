import { counted } from '../counted'
import { locale } from './locale'

/** Bytes for people: "412 bytes", "31 KB", "1.2 GB". */
export const size = (bytes: number) =>
  bytes < 1000
    ? counted(bytes, 'byte')
    : new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: bytes < 1e6 ? 'kilobyte' : bytes < 1e9 ? 'megabyte' : 'gigabyte',
        maximumSignificantDigits: 3,
      }).format(bytes / (bytes < 1e6 ? 1e3 : bytes < 1e9 ? 1e6 : 1e9))

/** Exports that are kept, and looking into one before it is taken. */
export const kept = {
  title: 'Snapshots',
  opening:
    'An export of one moment, kept as a file with a number and a hash, so that it can be cited: it stays byte for byte what it was. Anybody may take one; editors make them.',
  howToMake: ['To make one, choose', 'what to export', ', then “Keep” at the file.'],
  redactedGo:
    'When the law has words erased here, every snapshot made before goes, whichever it is, for what stood in a file can’t be told from its filters afterwards. Its page stays, with the reason and the hash. One that has an article’s text whole goes when that may be shown in excerpts alone, or the article is withdrawn. A claim that is only withdrawn stays in the snapshots it was in.',
  thisSnapshot: 'This snapshot',
  thisPrepared: 'This prepared file',
  thisFile: 'This file',
  none: 'There is none yet.',
  older: 'Older ones',
  snapshot: (id: number) => `Snapshot ${id}`,
  prepared: 'Prepared file',

  keepTitle: (file: string) => `Keep ${file}`,
  streamed: 'Streamed',
  streamedMeans:
    'The file as it is at this moment, from its first row on, of any size. A download that breaks off begins anew.',
  prepare: 'Prepared',
  prepareMeans: (days: number) =>
    `The file is made first, while you may go away, and is kept for ${days} days at an address that only you are told. A download that breaks off goes on where it was, and a hash says that all of it is there.`,
  prepareIt: 'Prepare this file',
  preparesNone: 'This site prepares no files. Take it streamed.',
  asSnapshot: 'As a snapshot',
  asSnapshotMeans: 'For citing: with a number, a date and a hash, on the public list of snapshots, for ever.',
  snapshotsByEditors: 'Editors make these. Ask the desk, or cite one of the',
  snapshotsThatAre: 'snapshots there are',
  snapshotIt: 'Make a snapshot',
  limits: (most: number) => `At most ${size(most)} a file; what is larger is streamed only.`,
  roomIsTaken: (room: number) =>
    `Prepared files may take ${size(room)} all together, and others have what this one needs. They go after some days. The streamed export has no limit.`,
  shareIsTaken: (room: number) =>
    `Prepared files may take ${size(room)} all together, and those asked for by you, or from your network, have their half of it. They go after some days. The streamed export has no limit.`,
  manyWait: (most: number) =>
    `${most} files are waiting to be made already. Come again in some minutes, or take it streamed.`,
  askedTooOften: (wait: string) =>
    `Too many files were prepared from your address. Come again in ${wait}, or take it streamed.`,
  accountAskedTooOften: (wait: string) =>
    `Too many files were prepared for your account. Come again in ${wait}, or take it streamed.`,
  notNow: 'Not at the moment',

  asked: 'It is being made.',
  states: {
    waiting: 'Waiting to be made.',
    writing: 'Being made.',
    ready: 'Ready.',
    refused: 'It could not be made.',
    cancelled: 'It was cancelled before it was made.',
    withdrawn: 'It has been withdrawn.',
    over: 'It was kept for a while, which is over.',
  },
  progress: 'Progress',
  done: (percent: number) => `About ${percent} %.`,
  soFar: (bytes: number) => `${size(bytes)} so far.`,
  reloads: 'This page loads again by itself until it is there; you may also come back to it later.',
  stays: 'It is being made whether or not anybody looks. You may come back to this page later.',
  still: 'Show this without reloading it',
  lookAgain: 'Look again, and let the page reload itself',
  again: 'Have it made anew',
  triedTooOften:
    'It was begun several times, and each time what made it failed or ended. Ask whoever runs this site to look into its log.',
  ranOutTooOften:
    'It was begun many times, and each time the database had no room or no time for it. Ask for less of it, or take it streamed.',
  tooLarge: (most: number) =>
    `It is larger than ${size(most)}, which is the most that is kept. The streamed export has no limit.`,
  cancel: 'Cancel it',
  wasCancelled: 'Cancelled.',
  notUnderWay: 'It is not under way any more.',
  withdraw: 'Withdraw it for good',
  withdrawReason: 'Reason, which the public is told',
  wasWithdrawn: 'Withdrawn.',
  notThere: 'It is not there to be withdrawn.',

  of: 'State of',
  filter: (name: string, value: string) => `${name}: ${value}`,
  everything: 'all that is published',
  rows: 'Rows',
  sized: (bytes: number) => `${size(bytes)} (${counted(bytes, 'byte')})`,
  hash: 'SHA-256',
  checkpoint: 'History then',
  checkpointNote: 'Its signed checkpoint',
  noCheckpoint: 'not sealed yet',
  keptUntil: 'Kept until',
  cite: 'How to cite it',
  citation: (desk: string, title: string, day: string, name: string, hash: string, address: string) =>
    `${desk}: ${title}. ${name}, ${day}. SHA-256 ${hash}. ${address}`,
  cffMessage: 'If you use this data, please cite it as below.',
  notCited: ['It can’t be cited, since it will be gone.', 'A snapshot', 'can.'],
  take: (file: string) => `Download ${file}`,
  resume: 'On a command line; given once more, it goes on where it was:',

  lookedInto: (file: string) => `How ${file} begins`,
  inItsPlace: (file: string, shown: string) =>
    `${file} is no text that could be shown here; this is ${shown} of the same choice.`,
  rowsShown: (rows: number) => (rows === 0 ? 'It has no rows.' : `The first ${counted(rows, 'row')}:`),
  linesShown: (lines: number) => `The first ${counted(lines, 'line')}:`,
  cut: 'What is longer than can be shown is cut at “…”.',
  tableOf: (file: string) => `The first rows of ${file}, to be scrolled sideways`,
  linesOf: (file: string) => `The first lines of ${file}`,
  whole: (bytes: number) => `The whole file is ${size(bytes)}.`,
  about: (bytes: number, sampled: number) =>
    `The whole file is about ${size(bytes)}, reckoned from the average of its first ${counted(sampled, 'row')}.`,
  moreThan: (bytes: number) =>
    `The whole file is more than ${size(bytes)}; how much more is not known before it is written.`,
  tooSlow: 'It took too long to be shown here. The download itself takes the time it needs.',
}
