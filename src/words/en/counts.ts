import { counted } from '../counted'
import { locale } from './locale'

/** Things counted: "1 claim", "6 claims". */
export const counts = {
  /** A number by itself: "1,024". */
  number: (number: number) => number.toLocaleString(locale),
  claims: (count: number) => counted(count, 'claim'),
  contradictions: (count: number) => counted(count, 'contradiction'),
  links: (count: number) => counted(count, 'link'),
  pairs: (count: number) => counted(count, 'pair'),
  rows: (count: number) => counted(count, 'row'),
  speakers: (count: number) => counted(count, 'speaker'),
  statements: (count: number) => counted(count, 'statement'),
}
