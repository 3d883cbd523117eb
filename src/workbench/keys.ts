import { words } from '../words/words'

/** A key of the tagging page as it comes; everybody may change it for their own browser. */
export interface Key {
  key: string
  words: string
}

/** The keys of the tagging page by what they are for, as its help lists them. The script acts on no others. */
export const KEYS: { name: string; keys: Key[] }[] = [
  {
    name: words.keys.sentences,
    keys: [
      { key: 'j', words: words.keys.nextSentence },
      { key: 'k', words: words.keys.sentenceBefore },
      { key: 'J', words: words.keys.sentenceMore },
      { key: 'K', words: words.keys.sentenceLess },
    ],
  },
  {
    name: words.keys.words,
    keys: [
      { key: '[', words: words.keys.endWordBack },
      { key: ']', words: words.keys.endWordOn },
      { key: '{', words: words.keys.startWordBack },
      { key: '}', words: words.keys.startWordOn },
      { key: 'b', words: words.keys.startWordBackToo },
      { key: 'f', words: words.keys.startWordOnToo },
      { key: ',', words: words.keys.endClauseBack },
      { key: '.', words: words.keys.endClauseOn },
      { key: '-', words: words.keys.startClauseBack },
      { key: '=', words: words.keys.startClauseOn },
      { key: '"', words: words.keys.inQuotationMarks },
      { key: 'x', words: words.keys.splitOff },
    ],
  },
  {
    name: words.keys.recording,
    keys: [
      { key: 'c', words: words.keys.openForm },
      { key: 's', words: words.keys.skip },
      { key: 't', words: words.annotations.key },
      { key: 'u', words: words.keys.undo },
      { key: 'U', words: words.keys.redo },
    ],
  },
  {
    name: words.keys.inForm,
    keys: [
      { key: 'a', words: words.keys.otherWords },
      { key: 'o', words: words.keys.otherSource },
      { key: 'v', words: words.keys.otherCue },
      { key: 'w', words: words.keys.otherSpeaker },
      { key: 'd', words: words.keys.otherDay },
      { key: 'm', words: words.keys.otherMedium },
      { key: 'i', words: words.keys.write },
      { key: '1', words: words.terms.stances.asserts },
      { key: '2', words: words.terms.stances.denies },
      { key: '3', words: words.terms.stances.declines },
      { key: '4', words: words.terms.stances.does_not_dispute },
      { key: '5', words: words.terms.stances.asks },
    ],
  },
  {
    name: words.keys.contradictions,
    keys: [
      { key: 'l', words: words.keys.firstClaim },
      { key: '6', words: words.keys.second },
      { key: '7', words: words.keys.third },
      { key: '8', words: words.keys.fourth },
      { key: '9', words: words.keys.fifth },
      { key: '0', words: words.keys.passedOn },
      { key: 'r', words: words.keys.anotherRelation },
      { key: 'y', words: words.keys.otherWayAbout },
    ],
  },
  {
    name: words.keys.recordedStatements,
    keys: [
      { key: 'n', words: words.keys.nextStatement },
      { key: 'p', words: words.keys.statementBefore },
      { key: 'e', words: words.keys.editIt },
    ],
  },
  { name: words.keys.here, keys: [{ key: '?', words: words.keys.theseKeys }] },
]

/** Keys that are no single letters: they need no changing, and work while letters are switched off. */
export const FIXED_KEYS: Key[] = [
  { key: 'Enter', words: words.keys.asC },
  { key: 'Ctrl+Enter', words: words.keys.saveFromField },
  { key: 'Escape', words: words.keys.backToText },
  { key: 'Delete', words: words.keys.withdrawIt },
]
