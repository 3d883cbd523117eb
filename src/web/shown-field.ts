/** A form’s field for what of its page’s list is shown: it goes along with a save, and is no part of what is saved. */
export const SHOWN_FIELD = 'show'
