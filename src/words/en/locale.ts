/** How dates, numbers and names of languages are written, as `Intl` calls it (BCP 47). */
export const locale = 'en-GB'

/** The language of the words, as pages tell it to browsers and readers’ software. */
export const language = 'en'
