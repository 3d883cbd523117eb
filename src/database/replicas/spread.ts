/**
 * The one of several that an address belongs to, by rendezvous hashing: each process comes to the same one, and when one is left
 * out only its own addresses move. So a page is made of one server for as long as that is well, wherever it is asked for:
 * nobody who asks again goes back in time, and kept pages and the server's memory are used as if there were but one.
 *
 * @param among names, of which an address is drawn to the one with the greatest hash
 */
export function belongsTo<One extends { name: string }>(address: string, among: readonly One[]): One | null {
  let found: One | null = null
  let greatest = -1
  for (const one of among) {
    const hash = hashOf(`${one.name} ${address}`)
    if (hash > greatest) [found, greatest] = [one, hash]
  }
  return found
}

/** FNV-1a, and the end of MurmurHash3: without it names that differ in one letter would share out unevenly. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let place = 0; place < text.length; place += 1) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return (hash ^ (hash >>> 16)) >>> 0
}
