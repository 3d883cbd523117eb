import { WatchedClient } from '../../src/database/watched-client'

/** A statement as it went to a database; without a name it is planned each time. */
export interface Sent {
  name: string
  text: string
  values: unknown[]
}

/** What this process sends to its databases meanwhile, whichever pool it goes by. */
export async function statementsSent<Result>(work: () => Promise<Result>): Promise<{ result: Result; sent: Sent[] }> {
  const sent: Sent[] = []
  const send = WatchedClient.prototype.query
  const query = jest.spyOn(WatchedClient.prototype, 'query').mockImplementation(function (
    this: WatchedClient,
    ...given: unknown[]
  ) {
    const [asked, values] = given as [string | Partial<Sent>, unknown]
    const { name = '', text = '', values: own } = typeof asked === 'string' ? { text: asked } : asked
    sent.push({ name, text, values: own ?? (Array.isArray(values) ? values : []) })
    return send.apply(this, given)
  })
  try {
    return { result: await work(), sent }
  } finally {
    query.mockRestore()
  }
}
