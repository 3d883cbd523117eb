import { type Replicated, replicated } from '../../support/replicated'
import { howLate } from './how-late'
import { serversThatFail } from './servers-that-fail'

// A primary and two replicas take longer to start than all that is asked of them: they are started once.
let site: Replicated

beforeAll(async () => {
  site = await replicated()
}, 120_000)
afterAll(() => site.close())

describe('how late replicas are', () => howLate(() => site))

// What is promoted, and a primary that is killed, come last.
describe('servers that fail', () => serversThatFail(() => site))
