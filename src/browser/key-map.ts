/**
 * Which key does what: for each key as it comes, the one that was chosen in its place. Whoever uses speech input or a
 * keyboard without one of them changes it, or switches single letters off (WCAG 2.1.4).
 */
export interface KeyMap {
  isOff: boolean
  /** Only those that were changed. */
  chosen: Record<string, string>
}

export const NO_CHANGES: KeyMap = { isOff: false, chosen: {} }

/** The key that stands for another now. */
export const chosenKey = (map: KeyMap, key: string): string => map.chosen[key] ?? key

/** What a pressed key does, told by the key that did it as it came; null where it does nothing. */
export function meaningOf(map: KeyMap, keys: readonly string[], pressed: string): string | null {
  if (map.isOff && isCharacter(pressed)) return null
  return keys.find((key) => chosenKey(map, key) === pressed) ?? null
}

const isCharacter = (key: string) => [...key].length === 1

/** Why a key can't be chosen in place of another, or null when it can. */
export function keyProblem(map: KeyMap, names: Readonly<Record<string, string>>, key: string, wanted: string) {
  if (!isCharacter(wanted) || /\s/u.test(wanted)) return 'Choose one letter, figure or sign.'
  const taken = Object.keys(names).find((other) => other !== key && chosenKey(map, other) === wanted)
  return taken === undefined ? null : `“${wanted}” is taken: ${names[taken]}. Change that one first.`
}

/** The map with a key changed; one that is again as it came is no change. */
export function withKey(map: KeyMap, key: string, wanted: string): KeyMap {
  const { [key]: _, ...others } = map.chosen
  return { ...map, chosen: wanted === key ? others : { ...others, [key]: wanted } }
}

/** What was kept in the browser, as far as it can be read: somebody may have changed it by hand. */
export function mapKept(kept: string | null): KeyMap {
  try {
    const { isOff, chosen } = JSON.parse(kept ?? '{}') as Partial<KeyMap>
    const pairs = Object.entries(chosen ?? {}).filter(([, key]) => typeof key === 'string' && isCharacter(key))
    return { isOff: isOff === true, chosen: Object.fromEntries(pairs) }
  } catch {
    return NO_CHANGES
  }
}
