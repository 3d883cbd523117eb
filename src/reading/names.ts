import { words } from '../words/words'

/** Somebody with an id, to be linked to. */
export interface Named {
  id: number
  name: string
}

/** Joint speakers in one breath: "Mike Pompeo and John Bolton". */
export function joinedNames(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? words.attribution.nobodyNamed
  return words.attribution.names(names)
}

/** The same with who tells of them, where nothing else does: "Russia (says Donald Trump)". */
export function namesAsTold(names: readonly string[], toldBy: readonly string[] | null): string {
  if (toldBy === null) return joinedNames(names)
  return `${joinedNames(names)} ${asTold(toldBy)}`
}

/** "(says Donald Trump)" */
export const asTold = (toldBy: readonly string[]) => words.attribution.toldBy(joinedNames(toldBy), toldBy.length <= 1)
