import { type CounterParts, networkCounter } from '../web/counters'

/**
 * Files that one address may have prepared in an hour: every format of one choice, and some again. Each costs a query over
 * what it has, as a download does, and room for some days.
 */
const PER_ADDRESS = { points: 15, duration: 60 * 60 }

/** Counts files that readers have prepared; null, or in how many seconds the next will be taken. */
export function preparedLimit(parts: CounterParts) {
  const perAddress = networkCounter(parts, 'prepared-address', PER_ADDRESS)
  return (address: string): Promise<number | null> => perAddress.take(address)
}
