import { createHmac } from 'node:crypto'
import { networksOf } from '../web/networks'

/** So many that two readers at a time hardly share one, and so few that each has millions of addresses. */
const GROUPS = 1_024

/**
 * Which of a thousand groups a network is in: by that the room for prepared files is shared out, since what tells two
 * networks apart for sure tells who asked for what. Of IPv6 it is the /48, as many as a site has.
 *
 * @param secret hides which networks are in a group
 */
export const groupOf = (address: string, secret: string): number => hashed(networksOf(address).at(-1) as string, secret)

/** Which of a thousand others an account is in: where somebody with an account asks from says nothing of whom they share it with. */
export const groupOfAccount = (id: number, secret: string): number => GROUPS + hashed(`account ${id}`, secret)

const hashed = (whose: string, secret: string) =>
  createHmac('sha256', secret).update(`gainsay groups of readers ${whose}`).digest().readUInt32BE() % GROUPS
