/** A text, or one sentence that tells an editor why there is none. */
export type TextOrProblem = { text: string } | { problem: string }

/**
 * The canonical text of what was sent: the form a revision is kept in for ever, and that every offset counts on.
 *
 * Leading byte order marks go, CRLF and CR become LF, and the text is put into Unicode's NFC. Nothing else changes:
 * no-break spaces, curly quotes and emoji stay. What can't be stored as it is (NUL, half a surrogate pair) is refused,
 * never replaced; so is a text with nothing to read. Canonical text is its own canonical text.
 */
export function canonicalText(input: string): TextOrProblem {
  // Every leading mark, not one: what is left of two would not be its own canonical text.
  const text = withLineFeeds(input.replace(/^\uFEFF+/, ''))
  const problem = refusal(text)
  if (problem !== null) return { problem }

  // NFC may move an accent out of a letter into the run behind it: what will be kept has to pass as well.
  const canonical = text.normalize('NFC')
  const problemAfter = refusal(canonical)
  return problemAfter === null ? { text: canonical } : { problem: problemAfter }
}

/**
 * Words that somebody typed or sent, with the line ends and accents of canonical text, so that the two can be compared.
 * Refuses nothing: words that can't be in a canonical text are not found there.
 */
export function canonicalWords(words: string): string {
  const text = withLineFeeds(words)
  return firstPile(text) >= 0 ? text : text.normalize('NFC')
}

/** The text of a file's bytes, a byte order mark still in it. Only UTF-8 is read; no other encoding is guessed. */
export function decodeUtf8(bytes: Uint8Array): TextOrProblem {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    return { problem: 'This file is UTF-16; save it as UTF-8.' }
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) }
  } catch {
    const bad = firstIllFormed(bytes)
    const value = (bytes[bad] ?? 0).toString(16).toUpperCase()
    const line = bytes.subarray(0, bad).reduce((count, byte) => (byte === LINE_FEED ? count + 1 : count), 1)
    return { problem: `This file is not UTF-8: byte ${bad + 1}, on line ${line}, is ${value}. Save it as UTF-8.` }
  }
}

const withLineFeeds = (text: string) => text.replace(/\r\n?/g, '\n')

/** Why a text with LF line ends can't be kept, or null. */
function refusal(text: string): string | null {
  const nul = text.indexOf('\0')
  if (nul >= 0) return `There is a NUL character on line ${lineOf(text, nul)}. Is it a text file? Save it as UTF-8.`

  // Under the u flag a surrogate that is half of a pair is not seen: only lone ones match.
  const lone = text.search(/\p{Surrogate}/u)
  if (lone >= 0) return `There is half a character, a lone surrogate, on line ${lineOf(text, lone)}. Copy it anew.`

  const pile = firstPile(text)
  if (pile >= 0) return `There are more than ${MOST_MARKS} accents in a row on line ${lineOf(text, pile)}.`

  return /[^\s\p{Control}\p{Format}]/u.test(text) ? null : 'The text is empty.'
}

const lineOf = (text: string, index: number) => text.slice(0, index).split('\n').length

/**
 * Unicode's Stream-Safe Text Format (UAX #15, section 13) takes 30 combining marks in a row for more than any language
 * needs; over three times that leaves playful writing alone. There has to be a limit: NFC sorts a run in a time that
 * grows with its square, 40,000 marks in half a second and 80,000 in 2.5.
 */
const MOST_MARKS = 100

/** The UTF-16 index of the first run of more combining marks than that; -1 without one. */
function firstPile(text: string): number {
  for (const run of text.matchAll(/\p{Mark}+/gu)) {
    // In UTF-16 units a run is at least as long as in marks; only a long one is counted.
    if (run[0].length > MOST_MARKS && [...run[0]].length > MOST_MARKS) return run.index
  }
  return -1
}

const LINE_FEED = 0x0a

/** The index of the byte where the first ill-formed sequence begins; the number of bytes when there is none. */
function firstIllFormed(bytes: Uint8Array): number {
  let at = 0
  while (at < bytes.length) {
    const length = wellFormedLength(bytes, at)
    if (length === 0) return at
    at += length
  }
  return at
}

/** How many bytes the character takes that begins here: 1 to 4, or 0 if it is ill-formed (Unicode 17, table 3-7). */
function wellFormedLength(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number
  if (lead <= 0x7f) return 1
  if (lead < 0xc2 || lead > 0xf4) return 0

  const length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
  // The second byte rules out overlong forms, surrogates and what lies beyond U+10FFFF.
  const lowest = lead === 0xe0 ? 0xa0 : lead === 0xf0 ? 0x90 : 0x80
  const highest = lead === 0xed ? 0x9f : lead === 0xf4 ? 0x8f : 0xbf
  const isWithin = (byte: number | undefined, low: number, high: number) =>
    byte !== undefined && byte >= low && byte <= high

  if (!isWithin(bytes[at + 1], lowest, highest)) return 0
  for (let follower = at + 2; follower < at + length; follower++) {
    if (!isWithin(bytes[follower], 0x80, 0xbf)) return 0
  }
  return length
}
