/**
 * SQL: the name of whoever recorded a row, where they have made it public; NULL where not, and of what was recorded by command.
 * Few make theirs public: who they are is asked once, and for all others nothing is looked up row by row.
 *
 * @param as what is made of the name, in SQL
 */
export const publicName = (createdById: string, as = 'accounts.name'): string => `CASE
  WHEN ${createdById} = ANY (ARRAY(SELECT id FROM accounts WHERE name_is_public))
  THEN (SELECT ${as} FROM accounts WHERE accounts.id = ${createdById} AND accounts.name_is_public) END`
