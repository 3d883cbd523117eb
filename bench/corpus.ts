import type { Client } from 'pg'

/**
 * Fills an empty, migrated database with made-up news: an article for every 20 claims, speakers and words by Zipf's law,
 * 0.3 links a claim in chains of 2 to 12 claims and a hub. Every draw is a hash of a row's number, so that a corpus of a
 * size is the same on every machine. It takes the role that owns the tables; triggers are off while it writes, and
 * what they would have kept is made at the end.
 *
 * @param withHistory whether history tells of the rows, as it would of the product's own; without, a million is made sooner
 * @param longChains how many claims each of some more chains has; they take claims that are in none, of which there are three in five
 */
export async function fillCorpus(
  owner: Client,
  claims: number,
  { withHistory = true, longChains = [] as readonly number[] } = {},
): Promise<void> {
  await owner.query(`SET session_replication_role = replica; SET synchronous_commit = off; SET work_mem = '128MB'`)
  for (const part of [DRAWS, ARTICLES, CLAIMS, LINKS]) {
    await owner.query(part.replaceAll(':n', String(claims)).replaceAll(':long', `'{${longChains}}'::int[]`))
    // Without statistics the next part would be planned for empty tables.
    await owner.query('ANALYZE')
  }
  await owner.query('RESET session_replication_role')
  await owner.query('SELECT search_rebuild()')
  if (withHistory) await tellHistory(owner)
  await owner.query('VACUUM ANALYZE')
}

/**
 * History tells of all rows as they are. Planned for a history that is still as good as empty, it would be read from end to
 * end for each row that is told, and it grows by each.
 */
export async function tellHistory(owner: Client): Promise<void> {
  await owner.query('SET enable_seqscan = off')
  await owner.query('SELECT tell_history_as_it_is()')
  await owner.query('RESET enable_seqscan')
}

/** Real words of the news, the most frequent first; made-up ones follow. */
const REAL_WORDS =
  'the to of and in that we will not on for is are tax budget said percent year government people new plan school hospital water city council road law court police trade energy climate jobs workers union wage price rent housing bank debt deficit growth border army defence minister president senator mayor party vote election campaign promise contract company factory plant mine oil gas solar wind nuclear reactor river flood storm drought farm farmer crop export import tariff treaty alliance peace war soldier weapon missile attack bomb prison judge verdict appeal charge arrest fraud bribe audit report inquiry committee vaccine virus patient doctor nurse drug health insurance pension retirement child teacher student university research science data network internet privacy security software chip phone satellite rocket airport train bridge port ship airline passenger fuel carbon emission forest wildlife fishery refugee migrant visa citizen passport protest strike rally crowd church religion holiday museum theatre film music sport team stadium match player coach league medal record inflation interest currency stock bond investor market fund loan mortgage subsidy grant reform bill amendment veto referendum constitution parliament congress assembly coalition opposition majority minority reject support deny confirm increase reduce cut raise delay cancel approve build close open begin finish never always already before after during since until under over between against without million billion hundred thousand double half third quarter month week today tomorrow yesterday early late first last next best worst high low long short large small public private federal local national regional international foreign domestic economic financial political social legal military medical digital industrial urban rural coastal northern southern eastern western central clear false true wrong right safe unsafe ready certain likely possible impossible fully partly entirely nearly exactly only still again once twice simply absolutely'

const SPEAKERS = 'least(5000, greatest(50, :n / 20))'

const DRAWS = /* sql */ `
  -- Uniform in [0, 1): row i, stream s. And a rank from 1 to n, the density as 1 / rank.
  CREATE FUNCTION pg_temp.u(i bigint, s int) RETURNS double precision LANGUAGE sql IMMUTABLE AS
    $$ SELECT (hashint8extended(i, s) & 9007199254740991)::double precision / 9007199254740992.0 $$;
  CREATE FUNCTION pg_temp.z(i bigint, s int, n int) RETURNS int LANGUAGE sql IMMUTABLE AS
    $$ SELECT least(n, floor(exp(pg_temp.u(i, s) * ln(n + 1.0::double precision)))::int) $$;

  CREATE TEMP TABLE vocabulary AS
  WITH given AS (SELECT id, word FROM unnest(string_to_array('${REAL_WORDS}', ' ')) WITH ORDINALITY AS t (word, id))
  SELECT id::int, coalesce((SELECT word FROM given WHERE given.id = number.id),
      (ARRAY['bar','cor','del','fen','gar','hol','jas','kel','lom','mar','nor','pel','qua','ros','sil','tor','ul','ven','wes','zan'])[1 + floor(pg_temp.u(id, 1) * 20)::int]
      || (ARRAY['a','e','i','o','u','ia','eo','ou'])[1 + floor(pg_temp.u(id, 2) * 8)::int]
      || (ARRAY['b','c','d','f','g','l','m','n','p','r','s','t','v','x','st','nt'])[1 + floor(pg_temp.u(id, 3) * 16)::int]
      || (ARRAY['er','ing','ed','ion','al','ous','ity','ment','ism','ant','ore','ine','ade','ury','eth','olk'])[1 + floor(pg_temp.u(id, 4) * 16)::int]
    ) AS word
  FROM generate_series(1, 6000) number (id);
  CREATE UNIQUE INDEX ON vocabulary (id);

  -- Sentences of 15 words on average.
  CREATE TEMP TABLE sentences AS
  SELECT s.id, upper(left(words, 1)) || substr(words, 2) || '.' AS words
  FROM generate_series(1, least(200000, greatest(4000, :n / 5))) s (id)
  CROSS JOIN LATERAL (
    SELECT string_agg(CASE WHEN place = 6 AND pg_temp.u(s.id, 9) < 0.5
      THEN (1 + floor(pg_temp.u(s.id, 10) * 900) / 10)::text || ' percent' ELSE word END, ' ' ORDER BY place) AS words
    FROM generate_series(1, 8 + floor(pg_temp.u(s.id, 11) * 14)::int) place
    JOIN vocabulary ON vocabulary.id = pg_temp.z(s.id * 64 + place, 12, 6000)
  ) drawn;
  CREATE UNIQUE INDEX ON sentences (id);
  ANALYZE sentences;
`

const ARTICLES = /* sql */ `
  INSERT INTO outlets (name) SELECT 'Outlet ' || n FROM generate_series(1, 60) n;
  INSERT INTO speakers (kind, name, description)
  SELECT 'person', initcap((SELECT word FROM vocabulary WHERE id = 400 + (n * 7) % 5000)) || ' '
      || initcap((SELECT word FROM vocabulary WHERE id = 500 + (n * 13) % 5000)),
    (ARRAY['Party A', 'Party B', 'a ministry', 'a company', 'a union', 'an agency'])[1 + floor(pg_temp.u(n, 20) * 6)::int]
  FROM generate_series(1, ${SPEAKERS}) n;

  -- Articles of 32 sentences, four a paragraph.
  CREATE TEMP TABLE placed AS
  SELECT article.id AS article_id, place, words,
    sum(length(words) + CASE WHEN place % 4 = 0 THEN 2 ELSE 1 END) OVER (PARTITION BY article.id ORDER BY place)
      - length(words) - CASE WHEN place % 4 = 0 THEN 2 ELSE 1 END AS start_offset
  FROM generate_series(1, :n / 20) article (id) CROSS JOIN generate_series(1, 32) place
  JOIN sentences ON sentences.id = 1 + floor(pg_temp.u(article.id * 32 + place, 30) * (SELECT count(*) FROM sentences))::int;
  CREATE INDEX ON placed (article_id, place);

  INSERT INTO articles (outlet_id, headline, byline, url, language, published_on)
  SELECT 1 + floor(pg_temp.u(id, 31) * 60)::int,
    (SELECT string_agg(initcap(word), ' ' ORDER BY place) FROM generate_series(1, 8) place
     JOIN vocabulary ON vocabulary.id = pg_temp.z(article.id * 16 + place, 32, 6000)),
    'Reporter ' || (1 + floor(pg_temp.u(id, 33) * 400)::int), 'https://outlet.example/news/' || id, 'en',
    '2015-01-01'::date + floor(pg_temp.u(id, 34) * 3650)::int
  FROM generate_series(1, :n / 20) article (id) ORDER BY id;

  INSERT INTO revisions (article_id, number, text, text_sha256, length, raw, raw_sha256)
  SELECT article_id, 1, text, sha256(convert_to(text, 'UTF8')), length(text), convert_to(text, 'UTF8'), sha256(convert_to(text, 'UTF8'))
  FROM (
    SELECT article_id, string_agg(words || CASE WHEN place % 4 = 0 THEN E'\\n\\n' ELSE ' ' END, '' ORDER BY place) AS text
    FROM placed GROUP BY article_id ORDER BY article_id
  ) texts;
`

const CLAIMS = /* sql */ `
  INSERT INTO claims (said_on, said_on_earliest, said_on_latest, said_on_basis, medium, stance)
  SELECT day::text, day, day, 'counted',
    (ARRAY['tweet', 'press_briefing', 'interview', 'written_statement', 'speech', 'unknown'])[pg_temp.z(id, 43, 6)],
    (ARRAY['asserts', 'denies', 'declines', 'does_not_dispute', 'asks'])[pg_temp.z(id, 44, 5)]
  FROM generate_series(1, :n) claim (id)
  CROSS JOIN LATERAL (
    SELECT published_on - floor(pg_temp.u(claim.id, 41) * 3)::int AS day FROM articles WHERE articles.id = 1 + (claim.id - 1) / 20
  ) said
  ORDER BY id;
  INSERT INTO claim_speakers (claim_id, position, named_id, speaker_id)
  SELECT id, 0, speaker, speaker
  FROM generate_series(1, :n) claim (id) CROSS JOIN LATERAL (SELECT pg_temp.z(id, 40, ${SPEAKERS}) AS speaker) drawn;
  INSERT INTO statements (claim_id, revision_id, wording)
  SELECT id, 1 + (id - 1) / 20, 'direct' FROM generate_series(1, :n) claim (id) ORDER BY id;
  INSERT INTO spans (statement_id, part, position, start_offset, end_offset, exact, prefix, suffix)
  SELECT claim.id, 'content', 0, start_offset, start_offset + length(words), words,
    substr(text, greatest(start_offset - 32, 0)::int + 1, least(start_offset, 32)::int),
    substr(text, (start_offset + length(words))::int + 1, 32)
  FROM generate_series(1, :n) claim (id)
  JOIN placed ON placed.article_id = 1 + (claim.id - 1) / 20
    AND place = 1 + ((1 + (claim.id - 1) % 20) * 5 + placed.article_id) % 32
  JOIN revisions ON revisions.article_id = placed.article_id;
`

const LINKS = /* sql */ `
  -- Claims by speaker, cut into runs of 2 to 12 with gaps between; each claim answers the one before or an earlier one.
  CREATE TEMP TABLE ordered AS
  SELECT row_number() OVER (ORDER BY speaker_id, hashint8extended(claim_id, 50)) AS pos, claim_id AS id, said_on_latest AS day
  FROM claim_speakers JOIN claims ON claims.id = claim_id;
  CREATE UNIQUE INDEX ON ordered (pos);
  CREATE TEMP TABLE runs AS
  WITH drawn AS (SELECT g AS run, 2 + floor(11 * power(pg_temp.u(g, 51), 3.2))::int AS len FROM generate_series(1, :n) g),
    summed AS (SELECT *, sum(len - 1) OVER (ORDER BY run) AS links FROM drawn),
    taken AS (SELECT *, count(*) OVER () AS runs, sum(len) OVER () AS total FROM summed WHERE links <= :n * 0.285)
  SELECT run, len, sum(len + floor((:n * 0.97 - total) / runs)::int) OVER (ORDER BY run) - len AS begins FROM taken;
  CREATE TEMP TABLE members AS
  SELECT run, row_number() OVER (PARTITION BY run ORDER BY day, id) AS place, id, day
  FROM runs JOIN ordered ON pos > begins AND pos <= begins + len
  UNION ALL
  -- A hub: one claim that many answer.
  SELECT 0, row_number() OVER (ORDER BY day, id), id, day
  FROM ordered WHERE pos > :n - greatest(10, least(500, :n / 500));
  CREATE INDEX ON members (run, place);
  CREATE INDEX ON members (id);
  -- Chains of a wanted length, of claims that are in none: runs below the hub's.
  INSERT INTO members
  SELECT -run, row_number() OVER (PARTITION BY run ORDER BY day, id), id, day
  FROM (
    SELECT len, run, sum(len) OVER (ORDER BY run) AS ends FROM unnest(:long) WITH ORDINALITY AS wanted (len, run)
  ) wanted
  JOIN (
    SELECT row_number() OVER (ORDER BY pos) AS nth, id, day FROM ordered WHERE id NOT IN (SELECT id FROM members)
  ) lone ON nth > ends - len AND nth <= ends;
  ANALYZE members;

  INSERT INTO links (from_claim_id, to_claim_id, relation)
  SELECT answer, answered, (ARRAY['contradicts', 'contradicts', 'corrects', 'corroborates'])[1 + floor(pg_temp.u(answer, 63) * 4)::int]
  FROM (
    SELECT DISTINCT member.id AS answer, earlier.id AS answered
    FROM members member JOIN members earlier ON earlier.run = member.run AND earlier.place = CASE
      WHEN member.run = 0 THEN 1
      WHEN pg_temp.u(member.id, 60) < 0.7 THEN member.place - 1
      ELSE 1 + floor(pg_temp.u(member.id, 61) * (member.place - 1))::int END
    WHERE member.place > 1
  ) answers ORDER BY 1, 2;

  CREATE TEMP TABLE components AS
  SELECT row_number() OVER (ORDER BY run)::int AS id, run, count(*)::int AS size, min(id) AS oldest FROM members GROUP BY run HAVING count(*) > 1;
  INSERT INTO chain_components (id, size) OVERRIDING SYSTEM VALUE SELECT id, size FROM components;
  INSERT INTO chain_members (claim_id, component_id, order_day)
  SELECT members.id, components.id, day FROM members JOIN components USING (run);
  INSERT INTO chains (component_id, oldest_claim_id) SELECT id, oldest FROM components;
  SELECT setval(pg_get_serial_sequence('chain_components', 'id'), (SELECT max(id) FROM chain_components));
`
