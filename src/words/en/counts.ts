import { counted } from '../counted'
import { locale } from './locale'

/** Things counted: "1 claim", "6 claims". */
export const counts = {
  /** A number by itself: "1,024". */
  number: (number: number) => number.toLocaleString(locale),
  articles: (count: number) => counted(count, 'article'),
  claims: (count: number) => counted(count, 'claim'),
  contradictions: (count: number) => counted(count, 'contradiction'),
  corrections: (count: number) => counted(count, 'correction'),
  links: (count: number) => counted(count, 'link'),
  pairs: (count: number) => counted(count, 'pair'),
  proofs: (count: number) => counted(count, 'proof'),
  rows: (count: number) => counted(count, 'row'),
  speakers: (count: number) => counted(count, 'speaker'),
  statements: (count: number) => counted(count, 'statement'),
  words: (count: number) => counted(count, 'word'),
}
