import { chosenKey, isCharacter, type KeyMap } from './key-map'

/** Why a key can't be chosen in place of another, or null when it can. */
export function keyProblem(
  map: KeyMap,
  names: Readonly<Record<string, string>>,
  key: string,
  wanted: string,
): string | null {
  if (!isCharacter(wanted) || /\s/u.test(wanted)) return 'Choose one letter, figure or sign.'
  const taken = Object.keys(names).find((other) => other !== key && chosenKey(map, other) === wanted)
  return taken === undefined ? null : `“${wanted}” is taken: ${names[taken]}. Change that one first.`
}

/** The map with a key changed; one that is again as it came is no change. */
export function withKey(map: KeyMap, key: string, wanted: string): KeyMap {
  const { [key]: _, ...others } = map.chosen
  return { ...map, chosen: wanted === key ? others : { ...others, [key]: wanted } }
}
