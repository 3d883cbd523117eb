/**
 * How much of a file is read. An article is some 5 to 50 kB; these are far above what honest files of one have, and low
 * enough that whatever somebody sends costs a core some seconds and the process some hundred megabytes, once.
 */

const MIB = 1024 * 1024

/** As sent. A newspaper's page saved with its pictures inside has some 10 MiB, a press PDF with photographs 15. */
export const LARGEST_FILE = 25 * MIB

/** All parts of a .docx that are read, inflated: a novel has 3 MiB of XML, a text of 5 MiB full of styles some 40. */
export let LARGEST_DOCX = 64 * MIB

/**
 * One buffer that a PDF's filter inflates into: a page's commands, a font. Pages of text have some 100 kB, those with maps drawn in
 * them 10 MiB; as much of one command after the other keeps a core at work for seven seconds.
 */
export let LARGEST_PDF_BUFFER = 16 * MIB

/** Elements of a page; the largest that we know (a live blog of a day, with comments) have some 30,000. */
export let MOST_ELEMENTS = 150_000

/** Pieces of text, which every entity and every tag begins anew: five million `&amp;` fit into a file. */
export let MOST_TEXT_PIECES = 500_000

/** Of one element. Some frameworks write fifty; each is looked at against all before it. */
export let MOST_ATTRIBUTES = 1_000

/** What stays open inside of each other. Tags that were never closed (`<font>`) make some hundreds. */
export let DEEPEST = 5_000

/** Deeper elements are flattened, their text stays, as browsers do at 512. Ours walk them by recursion. */
export const DEEPEST_KEPT = 200

/** Objects and lists of a page's linked data; pages with all their comments in it have some 5,000. */
export let MOST_LINKED_DATA = 20_000

/** Of a PDF: a newspaper's whole issue has a hundred; an article of 5 MiB would be some 2,000. */
export let MOST_PAGES = 2_000

/** Pieces of text of a PDF, a word or a letter each: 5 MiB set letter by letter don't pass, set by words they do. */
export let MOST_PDF_PIECES = 1_500_000

/**
 * Seconds from first to last byte read, with two at once on two cores. The slowest honest file that we made, 5 MiB of
 * text as HTML, takes a quarter of it.
 */
export const MOST_SECONDS = 30

/** Of the thread's heap; what it holds besides (buffers) is watched from outside. */
export const HEAP_MIB = 512

/** That the whole process may grow by while files are read: two heaps, and what they hold besides. */
export const MOST_GROWTH = 1_200 * MIB

/** Read at once: each takes a core, and the pages of readers need another. */
export const MOST_AT_ONCE = 2

/** That may wait their turn; who comes after them is told to come again. An import of many waits by itself. */
export const MOST_WAITING = 50

/** Files of an archive: a year of a local paper. */
export const MOST_MEMBERS = 10_000

/** All of an archive, inflated, one file at a time: ten thousand articles as pages of 100 kB. */
export const LARGEST_ARCHIVE = 1024 * MIB

/** Packed text grows twentyfold; more than this is a bomb, or nothing to read. */
export const LARGEST_RATIO = 200

/** Below this a ratio says little: a page of one letter is packed to nothing. */
export const MODEST = MIB

/**
 * Switches off what is looked at while a file is read; only the bench does, in a thread of its own, to see that these are what
 * holds.
 */
export function withoutLimits() {
  LARGEST_DOCX = Number.POSITIVE_INFINITY
  LARGEST_PDF_BUFFER = Number.POSITIVE_INFINITY
  MOST_ELEMENTS = Number.POSITIVE_INFINITY
  MOST_TEXT_PIECES = Number.POSITIVE_INFINITY
  MOST_ATTRIBUTES = Number.POSITIVE_INFINITY
  DEEPEST = Number.POSITIVE_INFINITY
  MOST_LINKED_DATA = Number.POSITIVE_INFINITY
  MOST_PAGES = Number.POSITIVE_INFINITY
  MOST_PDF_PIECES = Number.POSITIVE_INFINITY
}
