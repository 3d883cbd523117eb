/** What is looked for: the address's members, and the words that a scan would look for in their stead. */
export interface Search {
  what: string
  /** Told without a goal: a scan for words does not do the like. */
  isAside?: boolean
  query: Record<string, string>
  scanned: string[]
}

export const SEARCHES: readonly Search[] = [
  { what: 'the commonest word', query: { q: 'the' }, scanned: ['the'] },
  { what: 'a common word', query: { q: 'tax' }, scanned: ['tax'] },
  { what: 'a middling word', query: { q: 'reactor' }, scanned: ['reactor'] },
  { what: 'a word that is nowhere', query: { q: 'zyzzyva' }, scanned: ['zyzzyva'] },
  { what: 'two words', query: { q: 'budget hospital' }, scanned: ['budget', 'hospital'] },
  { what: 'two words never together', query: { q: 'the zyzzyva' }, scanned: ['the', 'zyzzyva'] },
  { what: 'a phrase', query: { q: '"the tax"' }, scanned: ['the tax'] },
  { what: 'a word without another', query: { q: 'tax -the' }, scanned: ['tax'] },
  { what: 'a common word by a speaker', query: { q: 'the', speaker: '40' }, scanned: ['the'] },
  { what: 'a word, denied, unanswered', query: { q: 'tax', stance: 'denies', unanswered: '1' }, scanned: ['tax'] },
  { what: 'a word in a month', query: { q: 'tax', from: '2016-03-01', to: '2016-03-31' }, scanned: ['tax'] },
  { what: 'the commonest, long ago', query: { q: 'the', to: '2015-01-20' }, scanned: ['the'] },
  { what: 'the commonest, by relevance', query: { q: 'the', sort: 'relevance' }, scanned: ['the'], isAside: true },
  {
    what: 'filters without words',
    query: { medium: 'speech', relation: 'corrects' },
    scanned: ['the'],
    isAside: true,
  },
]
