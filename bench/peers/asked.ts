import { type Agent, request } from 'node:http'

/** A request to a program that is measured. */
export interface Asked {
  path: string
  headers?: Record<string, string>
  /** Sent as JSON by POST; without, it is a GET. */
  body?: object
}

/** The answer's body. Throws where it is no success, or is GraphQL's way of saying that it is none. */
export function answered(url: string, { path, headers = {}, body }: Asked, agent?: Agent): Promise<string> {
  const sent = body === undefined ? undefined : JSON.stringify(body)
  return new Promise((resolve, reject) => {
    const asking = request(
      `${url}${path}`,
      {
        method: sent === undefined ? 'GET' : 'POST',
        agent,
        headers: sent === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      },
      (answer) => {
        let text = ''
        answer.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk
        })
        answer.on('error', reject)
        answer.on('end', () => {
          const isGood = (answer.statusCode ?? 500) < 300 && !text.startsWith('{"errors"')
          if (isGood) resolve(text)
          else reject(new Error(`${path} was answered with ${answer.statusCode}: ${text.slice(0, 500)}`))
        })
      },
    )
    asking.on('error', reject)
    asking.end(sent)
  })
}
