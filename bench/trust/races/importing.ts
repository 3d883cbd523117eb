import type { Asker } from '../authorisation/askers'
import { duel, entry, pairOf } from './duel'
import { type OpenForm, opened, typedInto } from './forms'
import type { Ground } from './ground'
import { type Race, unless } from './race'

/** That of the ground's own articles: held, it holds whoever has come as far as writing another. */
const OUTLET = 'The Harbour Gazette'

/** The form with which a text is imported, as it is once all is typed into it. */
const importForm = async ({ site }: Ground, who: Asker, url: string, text: string): Promise<OpenForm> =>
  typedInto(await opened(site.url, who, '/articles/new', '/articles'), {
    ...{ text, url, outlet: OUTLET, publishedOn: '2020-05-02', language: 'en', step: 'look' },
  })

const twoImports: Race = duel(
  '2 × importing at one address',
  'both 303: one becomes an article, the other is led to what is here already.',
  async (ground, round) => {
    const [one, other] = pairOf(ground.editors)
    const url = `https://daily.example/imported/${round}`
    await ground.claim()
    const [outlet] = await ground.site.db.query('SELECT id FROM outlets WHERE name = $1', [OUTLET])
    const form = (who: Asker, what: string) =>
      importForm(
        ground,
        who,
        url,
        `${what} ${round}\n\nThe engineer said on Monday that ${what} would be open in May.\n`,
      )
    return {
      entries: [
        entry('import', one, await form(one, 'The bridge')),
        entry('import', other, await form(other, 'A tunnel')),
      ],
      rows: [['outlets', outlet.id]],
      outcomes: {
        '303 303': {
          went: 'one after the other',
          holds: async () => {
            const articles = await ground.count('SELECT count(*) AS count FROM articles WHERE url = $1', [url])
            return unless(articles === 1, `${articles} articles are at the address`)
          },
        },
      },
    }
  },
)

export const IMPORTING: Race[] = [twoImports]
