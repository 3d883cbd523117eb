/** Edits told of one claim: the newest so many. */
export const MOST_EDITS = 10

/** Edits told on one page: each is two wordings, and a chain's page has 200 claims. Others are on their claims' pages. */
export const MOST_EDITS_ON_PAGE = 50
