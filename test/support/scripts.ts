/** A script that would run; linked data (JSON-LD) is none. */
export const RUNNING_SCRIPT = /<script(?! type="application\/ld\+json">)/

/** The same, for a browser. */
export const RUNNING_SCRIPTS = 'script:not([type="application/ld+json"])'
