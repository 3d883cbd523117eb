/** What a bench may want that npm does not bring, and where it says how to get it. */
export const NEEDS = {
  articles: 'a tagged collection, named in GAINSAY_REAL_ARTICLES',
  datasets: 'PolNeAR’s documents, in the folder that GAINSAY_DATASETS names',
  directus: 'Directus in the folder that --peers names (bench/README.md)',
  libreoffice: 'LibreOffice’s soffice',
  lighthouse: 'Lighthouse in the folder that GAINSAY_LIGHTHOUSE names (docs/reading-speed.md)',
  mediawiki: 'MediaWiki with PHP and a web server, which no package of npm’s brings',
  nginx: 'nginx',
  older: 'a checkout of an older Gainsay, named in GAINSAY_OLDER (bench/README.md)',
  postgraphile: 'PostGraphile in the folder that --peers names (bench/README.md)',
  psql: 'psql, PostgreSQL’s client',
} as const

export type Need = keyof typeof NEEDS
