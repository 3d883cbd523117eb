/**
 * Which key does what: for each key as it comes, the one that was chosen in its place. Whoever uses speech input or a
 * keyboard without one of them changes it, or switches single letters off (WCAG 2.1.4).
 */
export interface KeyMap {
  isOff: boolean
  /** Only those that were changed. */
  chosen: Record<string, string>
}

/** The keys as they come. */
export const NO_CHANGES: KeyMap = { isOff: false, chosen: {} }

/** The key that stands for another now. */
export const chosenKey = (map: KeyMap, key: string): string => map.chosen[key] ?? key

/** What a pressed key does, told by the key that did it as it came; null where it does nothing. */
export function meaningOf(map: KeyMap, keys: readonly string[], pressed: string): string | null {
  if (map.isOff && isCharacter(pressed)) return null
  return keys.find((key) => chosenKey(map, key) === pressed) ?? null
}

/** Whether a key writes one character: a letter, a figure, a sign. */
export const isCharacter = (key: string) => [...key].length === 1

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
