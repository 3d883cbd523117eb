import { z } from 'zod'
import { Version } from '../web/row-numbers'
import { line, typed } from '../web/text-fields'
import { words } from '../words/words'

/** As long as an address may be that is fetched. */
const LONGEST_ADDRESS = 2_000
/** As long as the address of a search with all its filters. */
const LONGEST_WATCH = 2_100

export const Address = line(LONGEST_ADDRESS, words.webhooks.giveAddress)

export const WebhookForm = z.object({ address: Address, watch: typed(LONGEST_WATCH) })

/** What whoever owns it may make of it. */
export const WantedState = z.enum(['active', 'paused'], words.webhooks.chooseState)

export const StateForm = z.object({ state: WantedState, version: Version })
