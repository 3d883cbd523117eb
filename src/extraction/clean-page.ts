import sanitizeHtml from 'sanitize-html'
import { BLOCK_ELEMENTS } from './block-elements'
import { DEEPEST_KEPT } from './limits'

/** What only holds or marks words; whatever runs, loads, draws or asks has no place here. */
const KEPT = [
  ...BLOCK_ELEMENTS,
  ...['br', 'form', 'fieldset'],
  ...[
    'a',
    'span',
    'b',
    'strong',
    'i',
    'em',
    'u',
    's',
    'del',
    'ins',
    'mark',
    'small',
    'sub',
    'sup',
    'q',
    'cite',
    'abbr',
  ],
  ...['time', 'code', 'kbd', 'samp', 'var', 'dfn', 'bdi', 'bdo', 'data', 'ruby', 'rb', 'wbr'],
]

/** Gone with all that is in them: no words of an article are there, by what the element is for. */
const GONE = [
  ...['script', 'style', 'noscript', 'template', 'title', 'head', 'svg', 'math', 'canvas', 'iframe', 'object', 'embed'],
  ...[
    'audio',
    'video',
    'applet',
    'noembed',
    'noframes',
    'frameset',
    'nav',
    'dialog',
    'menu',
    'map',
    'xmp',
    'plaintext',
  ],
  ...[
    'button',
    'select',
    'option',
    'optgroup',
    'datalist',
    'textarea',
    'label',
    'legend',
    'output',
    'progress',
    'meter',
  ],
  ...['rp', 'rt', 'rtc', 'amp-sidebar', 'amp-consent', 'amp-ad', 'amp-embed', 'amp-user-notification'],
]

/** Boxes as well; a `div` is kept in their place. */
const BOXES = new Set(['center', 'dir', 'listing', 'body', 'search', 'picture'])
const ATTRIBUTES = ['class', 'id', 'role', 'hidden', 'aria-hidden', 'aria-modal', 'itemprop', 'rel', 'lang', 'start']

/**
 * A page's body with nothing in it but words and what arranges them. This is sanitised first: whatever reads it afterwards
 * meets no script, no frame, no style and no address that does anything, and fetches nothing.
 */
export function cleanPage(html: string): string {
  let depth = 0
  return sanitizeHtml(html, {
    allowedTags: KEPT,
    nonTextTags: GONE,
    allowedAttributes: { '*': ATTRIBUTES, a: ['href'] },
    allowedSchemes: ['http', 'https', 'mailto'],
    nestingLimit: DEEPEST_KEPT,
    onOpenTag: () => {
      depth += 1
    },
    onCloseTag: () => {
      depth -= 1
    },
    transformTags: {
      '*': (name, attributes) => {
        const tagName = keptAs(name, attributes)
        const attribs = isStyledAway(attributes.style) ? { ...attributes, hidden: 'hidden' } : attributes
        // Too deep to stay: its words do, and don't run into those before.
        return depth > DEEPEST_KEPT ? { tagName, attribs, text: ' ' } : { tagName, attribs }
      },
    },
  })
}

/** Elements of a site's own making (`<story-body>`, `<amp-list>`) are boxes; ones that nobody knows are as good as none. */
function keptAs(name: string, attributes: Record<string, string>): string {
  if (GONE.includes(name)) return name
  if (BOXES.has(name) || name.includes('-')) return 'div'
  // Old pages have all of theirs in a form; a form that is told to be a dialog or a search is gone by its role later.
  if (name === 'form' || name === 'fieldset') return 'div'
  if (name === 'strike') return 's'
  return name === 'font' || attributes.itemprop === '' ? 'span' : name
}

const isStyledAway = (style: string | undefined) =>
  style !== undefined && /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)/i.test(style)
