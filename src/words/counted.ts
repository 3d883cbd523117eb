import { locale } from './en/locale'

/** "1 claim", "6 claims": of English nouns. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString(locale)} ${count === 1 ? one : many}`
}
