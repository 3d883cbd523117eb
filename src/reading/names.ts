/** Somebody with an id, to be linked to. */
export interface Named {
  id: number
  name: string
}

/** Joint speakers in one breath: "Mike Pompeo and John Bolton". */
export function joinedNames(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? 'nobody named'
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

/** "1 claim", "6 claims". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`
}
