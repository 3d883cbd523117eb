import { z } from 'zod'
import { TOKEN_SCOPES } from '../accounts/role'
import { revokeToken } from '../accounts/tokens.commands'
import { tokensOf } from '../accounts/tokens.queries'
import { notFound } from '../web/problems'
import { words } from '../words/words'
import { Day, Id, Time } from './common.schema'
import { answerShapes } from './components'
import { operation } from './operation'

const Token = z.strictObject({
  id: Id,
  label: z.string().nullable(),
  scope: z.enum(TOKEN_SCOPES),
  createdAt: Time,
  lastUsedOn: Day,
})
const Tokens = z
  .strictObject({ items: z.array(Token).describe('The newest first; nobody has more than twenty.') })
  .register(answerShapes, { id: 'Tokens' })
const RevokedToken = z.strictObject({ id: Id }).register(answerShapes, { id: 'RevokedToken' })

const list = operation({
  name: 'listTokens',
  method: 'get',
  path: '/api/v1/account/tokens',
  audience: 'reader',
  summary: 'List your tokens that work',
  description: 'What they are is told by none. New ones are made on the account page: a token makes no other.',
  success: 200,
  response: Tokens,
  answer: async ({ db, account }) => ({ document: { items: await tokensOf(db, account.id) } }),
})

const revoke = operation({
  name: 'revokeToken',
  method: 'delete',
  path: '/api/v1/account/tokens/:id',
  audience: 'reader',
  summary: 'Revoke one of your tokens',
  description: 'From the next request on; it may be the one that is sent.',
  success: 200,
  response: RevokedToken,
  async answer({ db, account, id }) {
    if (!(await revokeToken(db, account, account.id, id))) throw notFound(words.these.token)
    return { document: { id } }
  },
})

export const ownTokenOperations = [list, revoke]
