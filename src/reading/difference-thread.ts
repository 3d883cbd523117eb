import { answering } from '../threads/answering'
import { type DifferenceShown, differenceShown } from './text-difference'

/** Compares two long texts for the page that shows what differs between them. */
answering<[before: string, after: string], DifferenceShown>(([before, after]) => differenceShown(before, after))
