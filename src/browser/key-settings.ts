import { kept } from './kept'
import { chosenKey, type KeyMap, mapKept } from './key-map'

export const KEYS_KEPT_AS = 'gainsay.keys'

/** The keys: which there are, and what was made of them. */
export interface KeySettings {
  map: KeyMap
  /** As they come; the page's help lists them. */
  keys: string[]
}

/** The keys, as the page's help lists them and as this browser keeps them. */
export function keySettings(): KeySettings {
  const listed = [...document.querySelectorAll<HTMLElement>('#keys [data-default]')]
  return { map: mapKept(kept(KEYS_KEPT_AS)), keys: listed.map(({ dataset }) => dataset.default ?? '') }
}

/** Writes the keys that were chosen on all buttons that have one. */
export function showKeys({ map }: KeySettings): void {
  for (const cap of document.querySelectorAll<HTMLElement>('kbd[data-of]')) {
    const key = cap.dataset.of ?? ''
    cap.textContent = map.isOff && key.length === 1 ? '' : chosenKey(map, key)
  }
}
