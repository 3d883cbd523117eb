import type { Refusal } from '../fetching/refusal'
import { words } from '../words/words'

const said: Record<string, string> = words.webhooks.refusals

/** Why nothing is sent to an address, for whoever gave it: what is said of pages to be read doesn’t fit. */
export const refusedAddress = ({ kind, problem }: Pick<Refusal, 'kind' | 'problem'>): string => said[kind] ?? problem

/** Why a try came to nothing, in a few words. */
export const failedFor = (problem: string): string => said[problem] ?? problem
