import type { Page } from 'playwright-core'
import { ruleFor, rulesOf } from '../../src/accounts/policy'
import { KEYLESS } from '../../src/idempotency/keyless'
import { KEY_FIELD } from '../../src/web/key-field'

/** Keys of all forms on all pages so far. */
const keysSeen = new Set<string>()

/** Forms that change something and have no idempotency key, or one that was seen before; those that need none left out. */
export async function formsWithoutKey(page: Page): Promise<string[]> {
  // Not by a locator: the first of those in each document has Playwright’s own script compiled there, which takes 80 ms.
  const forms = await page.evaluate(
    (name) =>
      [...document.querySelectorAll('form[method=post]')].map((form) => ({
        action: form.getAttribute('action') ?? '',
        keys: [...form.querySelectorAll<HTMLInputElement>(`input[type=hidden][name=${name}]`)].map((key) => key.value),
      })),
    KEY_FIELD,
  )
  const keyless = rulesOf(Object.fromEntries(Object.keys(KEYLESS).map((route) => [route, 'anyone'])))
  const wrong = forms.filter(({ action, keys }) => {
    if (ruleFor(keyless, 'POST', action)) return keys.length > 0
    const [key = ''] = keys
    const isFresh = keys.length === 1 && key !== '' && !keysSeen.has(key)
    keysSeen.add(key)
    return !isFresh
  })
  return wrong.map(({ action, keys }) => `${action}: ${keys.join(', ') || 'no key'}`)
}
