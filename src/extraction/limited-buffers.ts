import { LARGEST_PDF_BUFFER } from './limits'

let refused = 0

/** How many buffers were refused so far: the reader of PDFs takes that for damage, and goes on without. */
export const refusedBuffers = (): number => refused

/**
 * Lets no buffer in this thread grow above a size: what a PDF's filters inflate into doubles for as long as there is something
 * to inflate, and lies outside of the heap that a thread can be limited to. A `RangeError` is what a buffer too large for
 * V8 throws as well.
 */
export function limitBuffers(largest = LARGEST_PDF_BUFFER) {
  // It inflates all of a stream in native code, where nobody counts; without it PDF.js does so itself, in buffers that grow.
  Reflect.deleteProperty(globalThis, 'DecompressionStream')
  globalThis.Uint8Array = new Proxy(Uint8Array, {
    construct(target, values, newTarget) {
      const [size] = values
      if (typeof size === 'number' && size > largest) {
        refused += 1
        throw new RangeError('A buffer would be larger than any part of an article.')
      }
      return Reflect.construct(target, values, newTarget)
    },
  })
}
