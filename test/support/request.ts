import { randomUUID } from 'node:crypto'
import supertest, { type Test } from 'supertest'
import { KEY_FIELD } from '../../src/web/key-field'

type Write = 'post' | 'put' | 'patch' | 'delete'

/**
 * supertest, as a browser or script that keeps to the rules: each write has an idempotency key of its own, a header over
 * the API and a field in a form, unless the test gives it one.
 */
export default function request(app: Parameters<typeof supertest>[0]) {
  return withKeys(supertest(app))
}
request.agent = (app: Parameters<typeof supertest>[0]) => withKeys(supertest.agent(app))

function withKeys<Asker extends Record<Write, (url: string) => Test>>(asker: Asker): Asker {
  for (const method of ['post', 'put', 'patch', 'delete'] as const) {
    const plain = asker[method].bind(asker)
    asker[method] = (url: string) => (url.startsWith('/api/') ? withHeader(plain(url)) : withField(plain(url)))
  }
  return asker
}

const withHeader = (test: Test) => test.set('Idempotency-Key', randomUUID())

/** What superagent knows of a body until it is sent. */
interface Body {
  _data?: unknown
  _formData?: unknown
}

/** The field is added last, when the whole body is known. */
function withField(test: Test): Test {
  const { end, field } = test
  let isGiven = false
  test.field = ((name: string, ...value: unknown[]) => {
    if (name === KEY_FIELD) isGiven = true
    return (field as (...given: unknown[]) => Test).call(test, name, ...value)
  }) as Test['field']
  test.end = ((...given: Parameters<Test['end']>) => {
    const { _data: data, _formData: form } = test as Body
    const type = test.get('Content-Type') as unknown as string | undefined
    if (form) {
      if (!isGiven) test.field(KEY_FIELD, randomUUID())
    } else if (data === undefined) {
      if (type === undefined) test.type('form').send({ [KEY_FIELD]: randomUUID() })
    } else if (type === 'application/x-www-form-urlencoded') {
      if (typeof data === 'string') test.send(`${KEY_FIELD}=${randomUUID()}`)
      // Bytes go as they are.
      else if (Buffer.isBuffer(data))
        Object.assign(test, { _data: Buffer.concat([data, Buffer.from(`&${KEY_FIELD}=${randomUUID()}`)]) })
      else if (!Object.hasOwn(data as object, KEY_FIELD)) test.send({ [KEY_FIELD]: randomUUID() })
    }
    return end.apply(test, given)
  }) as Test['end']
  return test
}
