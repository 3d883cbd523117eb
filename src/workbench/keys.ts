/** A key of the tagging page as it comes; everybody may change it for their own browser. */
export interface Key {
  key: string
  words: string
}

/** The keys of the tagging page by what they are for, as its help lists them. The script acts on no others. */
export const KEYS: { name: string; keys: Key[] }[] = [
  {
    name: 'Sentences',
    keys: [
      { key: 'j', words: 'next sentence' },
      { key: 'k', words: 'sentence before' },
      { key: 'J', words: 'a sentence more' },
      { key: 'K', words: 'a sentence less; more above the first' },
    ],
  },
  {
    name: 'Words',
    keys: [
      { key: '[', words: 'the end a word back' },
      { key: ']', words: 'the end a word on' },
      { key: '{', words: 'the start a word back' },
      { key: '}', words: 'the start a word on' },
      { key: 'b', words: 'the start a word back, too' },
      { key: 'f', words: 'the start a word on, too' },
      { key: ',', words: 'the end a clause back' },
      { key: '.', words: 'the end a clause on' },
      { key: '-', words: 'the start a clause back' },
      { key: '=', words: 'the start a clause on' },
      { key: '"', words: 'what stands in quotation marks; again, the next' },
      { key: 'x', words: 'split: keep this, and begin a second part of the quotation' },
    ],
  },
  {
    name: 'Recording',
    keys: [
      { key: 'c', words: 'open the form for these words; once it is, save and go on' },
      { key: 's', words: 'skip, and go on' },
      { key: 'u', words: 'undo' },
      { key: 'U', words: 'redo' },
    ],
  },
  {
    name: 'In the form',
    keys: [
      { key: 'a', words: 'other words of the same passage' },
      { key: 'o', words: 'other words that name the speaker' },
      { key: 'v', words: 'another cue' },
      { key: 'w', words: 'another speaker' },
      { key: 'd', words: 'another day' },
      { key: 'm', words: 'another medium' },
      { key: 'i', words: 'write: i and a, o, v, w, d, m or l go into that field' },
      { key: '1', words: 'asserts' },
      { key: '2', words: 'denies' },
      { key: '3', words: 'declines to answer' },
      { key: '4', words: 'does not dispute' },
      { key: '5', words: 'asks' },
    ],
  },
  {
    name: 'Contradictions',
    keys: [
      { key: 'l', words: 'the first claim offered; without a form, link the statement' },
      { key: '6', words: 'the second' },
      { key: '7', words: 'the third' },
      { key: '8', words: 'the fourth' },
      { key: '9', words: 'the fifth' },
      { key: '0', words: 'it is passed on by the claim around it' },
      { key: 'r', words: 'of the one just taken: another relation' },
      { key: 'y', words: 'of the one just taken: the other way about' },
    ],
  },
  {
    name: 'Recorded statements',
    keys: [
      { key: 'n', words: 'next statement' },
      { key: 'p', words: 'statement before' },
      { key: 'e', words: 'edit it' },
    ],
  },
  { name: 'Here', keys: [{ key: '?', words: 'these keys' }] },
]

/** Keys that are no single letters: they need no changing, and work while letters are switched off. */
export const FIXED_KEYS: Key[] = [
  { key: 'Enter', words: 'as c' },
  { key: 'Ctrl+Enter', words: 'save and go on, from inside a field too' },
  { key: 'Escape', words: 'back to the text from a field; the whole sentence again' },
  { key: 'Delete', words: 'withdraw the statement' },
]
