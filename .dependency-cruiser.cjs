/** Imports run one way (docs/contributing.md): a folder may import only itself and the folders to its left. */
const FOLDERS = [
  'words',
  'database',
  'web',
  'mail',
  'history',
  'accounts',
  'idempotency',
  'settings',
  'quotes',
  'attribution',
  'articles',
  'speakers',
  'chains',
  'claims',
  'links',
  'suggestions',
  'discussion',
  'corrections',
  'versions',
  'unsaved',
  'workbench',
  'reviewing',
  'undoing',
  'proof',
  'reading',
  'search',
  'desk',
  'exports',
  'api',
  'demonstration',
]

module.exports = {
  forbidden: [
    ...FOLDERS.map((folder, place) => ({
      name: `${folder}-imports-only-to-its-left`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: {
        path: `^src/(${[...FOLDERS.slice(place + 1), 'cli', 'browser'].join('|')})/|^src/(main|app|routes)\\.ts$`,
        // The editor's browser module is bundled apart; nothing on the server imports it.
      },
    })),
    {
      name: 'a-file-without-a-role-suffix-is-pure',
      comment: 'quotes/, and every pure rule beside the roles: no Express, no TypeORM, no I/O',
      severity: 'error',
      from: { path: '^src/quotes/' },
      to: { path: '^(express|typeorm|pg)$|node_modules/(express|typeorm|pg)/|^node:' },
    },
    {
      name: 'browser-shares-only-pure-files',
      severity: 'error',
      from: { path: '^src/browser/' },
      to: { path: '^src/', pathNot: '^src/(browser|quotes)/' },
    },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true } },
    {
      name: 'nothing-shipped-from-dev-dependencies',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev'] },
    },
  ],
  options: { parser: 'swc', doNotFollow: { path: 'node_modules' }, tsPreCompilationDeps: true },
}
