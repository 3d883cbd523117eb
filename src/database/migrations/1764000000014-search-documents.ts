/** Texts as words: src/search/folding.ts does the same for what is typed and shown, and a test compares them. */
export const FOLDING = /* sql */ String.raw`
  CREATE EXTENSION IF NOT EXISTS unaccent;
  -- English stems and no stop words, whatever the language: a word is always found by itself, "denied" by "denies".
  CREATE TEXT SEARCH DICTIONARY gainsay_stem (TEMPLATE = snowball, Language = english);
  CREATE TEXT SEARCH CONFIGURATION gainsay (COPY = simple);
  ALTER TEXT SEARCH CONFIGURATION gainsay ALTER MAPPING FOR asciiword, word, numword, asciihword, hword, numhword,
    hword_asciipart, hword_part, hword_numpart WITH unaccent, gainsay_stem;

  -- Words with single spaces between. PostgreSQL's parser would take "and/or" for a file and, where the locale is C,
  -- a curly quote for a letter; so it is given nothing but letters and digits. "U.S." is one word, "Trump's" is "Trump",
  -- and an ideograph is a word of its own.
  CREATE FUNCTION search_folded(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(regexp_replace(regexp_replace(regexp_replace($1,
      '(?<![A-Za-z])([A-Za-z])\.(?=[A-Za-z]\.)', '\1', 'g'),
      '[''\u2019\u02BC][sS](?![A-Za-z])', ' ', 'g'),
      '([\u3040-\u30FF\u3400-\u4DBF\u4E00-\u9FFF\uF900-\uFAFF])', ' \1 ', 'g'),
      '(?:[^0-9A-Za-z\u00AA\u00B5\u00BA\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02AF\u0300-\u1FFF\u2C00-\u2DFF\u3040-\u30FF\u3131-\u318E\u3400-\u4DBF\u4E00-\uD7A3\uF900-\uFDFF\uFE70-\uFEFC\uFF10-\uFF19\uFF21-\uFF3A\uFF41-\uFF5A\uFF66-\uFFDC\U00010000-\U0001EFFF\U00020000-\U0003FFFF]|[\u037E\u0387\u055A-\u055F\u0589\u058A\u05BE\u05C0\u05C3\u05C6\u05F3\u05F4\u0600-\u060F\u061B-\u061F\u066A-\u066D\u06D4\u0964\u0965\u1680\u180E])+', ' ', 'g'))
  $$;

  -- A vector may have 1 MiB: a hundred thousand characters stay below half of that whatever they are.
  CREATE FUNCTION search_vector(folded text, weight "char") RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT setweight(to_tsvector('public.gainsay', left(coalesce($1, ''), 100000)), $2)
  $$;

  -- The words as they are spelt, for "did you mean". So many serve for that; a longer text says little new.
  CREATE FUNCTION search_spellings(folded text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT coalesce(array_agg(word ORDER BY word), '{}') FROM (
      SELECT DISTINCT word FROM regexp_split_to_table(lower(public.unaccent(left($1, 4000))), ' +') word
      WHERE char_length(word) BETWEEN 3 AND 40 AND word !~ '^[0-9]+$' ORDER BY word LIMIT 300
    ) spelt
  $$;
`

/** What every document has to be. The tables above hold these rows; `gainsay verify` compares. */
export const DOCUMENTS = /* sql */ `
  -- By what a speaker is found: every name and alias, their own and of whoever was merged into them.
  CREATE FUNCTION search_names(speaker_id integer) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT string_agg(name, ' ' ORDER BY bearer, place) FROM (
      SELECT name, id AS bearer, -1 AS place FROM public.speakers WHERE id = $1 OR root_id = $1
      UNION ALL
      SELECT alias.name, bearer.id, alias.position
      FROM public.speakers bearer JOIN public.speaker_aliases alias ON alias.speaker_id = bearer.id
      WHERE bearer.id = $1 OR bearer.root_id = $1
    ) names
  $$;

  -- Published links, from each of their ends, where the claim at the other end is published too.
  CREATE VIEW search_answers AS
  SELECT from_claim_id AS claim_id, relation, false AS towards
  FROM links JOIN claims other ON other.id = to_claim_id WHERE links.state = 'published' AND other.state = 'published'
  UNION ALL
  SELECT to_claim_id, relation, true
  FROM links JOIN claims other ON other.id = from_claim_id WHERE links.state = 'published' AND other.state = 'published';

  CREATE VIEW search_reports AS
  SELECT statements.id, statements.claim_id, articles.id AS article_id,
    array_remove(ARRAY['outlet:' || articles.outlet_id, 'language:' || lower(split_part(articles.language, '-', 1))], NULL) AS marks
  FROM statements
  JOIN claims ON claims.id = claim_id AND claims.state = 'published'
  JOIN revisions ON revisions.id = revision_id JOIN articles ON articles.id = article_id
  WHERE statements.state = 'published';

  -- Whose a claim is: who is named as its speaker, and whom they speak for in the role that they had.
  CREATE VIEW search_voices AS
  SELECT claim_id, speaker_id, position, false AS is_spoken_for FROM claim_speakers
  UNION ALL
  SELECT claim_id, coalesce(principal.root_id, principal.id), position, true
  FROM claim_speakers JOIN speaker_roles role ON role.id = role_id JOIN speakers principal ON principal.id = speaks_for_id;

  CREATE VIEW search_claims_due AS
  SELECT claims.id,
    coalesce(claims.said_on_latest, claims.said_on_earliest, '-infinity') AS day,
    CASE WHEN claims.said_on IS NOT NULL THEN daterange(claims.said_on_earliest, claims.said_on_latest, '[]') END AS days,
    ARRAY(
      SELECT 'speaker:' || speaker_id FROM search_voices WHERE claim_id = claims.id
      UNION SELECT 'medium:' || claims.medium
      UNION SELECT 'stance:' || claims.stance
      UNION SELECT unnest(reported.marks) FROM search_reports reported WHERE claim_id = claims.id
      UNION SELECT 'relation:' || relation FROM search_answers WHERE claim_id = claims.id
      UNION SELECT 'unanswered' WHERE NOT EXISTS (
        -- "contradicts" has no direction: either end answers the other.
        SELECT FROM search_answers WHERE claim_id = claims.id
          AND (relation = 'contradicts' OR towards AND relation IN ('denies', 'corrects', 'walks_back')))
      ORDER BY 1
    ) AS marks,
    search_vector(names, 'A') || search_vector(texts.summary, 'B') || search_vector(reports, 'D') AS words,
    search_spellings(concat_ws(' ', names, texts.summary, reports)) AS spellings
  FROM claims
  CROSS JOIN LATERAL (
    SELECT
      (SELECT search_folded(string_agg(search_names(speaker_id), ' ' ORDER BY position, is_spoken_for))
       FROM search_voices WHERE claim_id = claims.id) AS names,
      search_folded(claims.summary) AS summary,
      (SELECT search_folded(left(string_agg(left(exact, 10000), ' ' ORDER BY statement_id, position), 100000))
       FROM spans WHERE part = 'content' AND statement_id IN (
         -- As many reports as a card counts.
         SELECT id FROM statements WHERE claim_id = claims.id AND state = 'published' ORDER BY id LIMIT 100
       )) AS reports
    OFFSET 0 -- or each text would be put together twice
  ) texts
  WHERE claims.state = 'published' AND EXISTS (SELECT FROM search_reports WHERE claim_id = claims.id);

  CREATE VIEW search_articles_due AS
  SELECT articles.id,
    coalesce(published_on, '-infinity') AS day,
    CASE WHEN published_on IS NOT NULL THEN daterange(published_on, published_on, '[]') END AS days,
    ARRAY(
      SELECT 'outlet:' || outlet_id WHERE outlet_id IS NOT NULL
      UNION SELECT 'language:' || lower(split_part(language, '-', 1))
      UNION SELECT 'speaker:' || speaker_id FROM search_reports JOIN search_voices USING (claim_id)
        WHERE article_id = articles.id
      ORDER BY 1
    ) AS marks,
    search_vector(headline, 'A') || search_vector(published_by, 'B') || search_vector(body, 'D') AS words,
    search_spellings(concat_ws(' ', headline, published_by)) AS spellings
  FROM (
    SELECT articles.id, outlet_id, language, published_on, search_folded(headline) AS headline,
      search_folded(concat_ws(' ', outlets.name, byline)) AS published_by,
      -- Of an article that may not be republished, no more than its published statements.
      search_folded(CASE WHEN coalesce(articles.rights, outlets.rights, 'excerpts') = 'full'
        THEN (SELECT left(text, 100000) FROM revisions WHERE article_id = articles.id ORDER BY number DESC LIMIT 1)
        ELSE (SELECT left(string_agg(left(exact, 10000), ' ' ORDER BY statement_id, position), 100000)
              FROM (SELECT id FROM search_reports WHERE article_id = articles.id ORDER BY id LIMIT 1000) reports
              JOIN spans ON statement_id = reports.id AND part = 'content')
        END) AS body
    FROM articles LEFT JOIN outlets ON outlets.id = outlet_id
  ) articles
  WHERE EXISTS (SELECT FROM search_reports WHERE article_id = articles.id);

  CREATE VIEW search_speakers_due AS
  SELECT id, search_vector(names, 'A') || search_vector(description, 'B') AS words,
    search_spellings(concat_ws(' ', names, description)) AS spellings
  FROM (
    SELECT id, root_id, search_folded(search_names(id)) AS names, search_folded(description) AS description FROM speakers
  ) speakers
  WHERE EXISTS (
    SELECT FROM claim_speakers JOIN claims ON claims.id = claim_id AND state = 'published' WHERE speaker_id = speakers.id
  ) OR EXISTS (
    -- search_voices has no index for this way round.
    SELECT FROM speakers principal
    JOIN speaker_roles role ON role.speaks_for_id = principal.id
    JOIN claim_speakers ON role_id = role.id JOIN claims ON claims.id = claim_id AND state = 'published'
    WHERE speakers.root_id IS NULL AND (principal.id = speakers.id OR principal.root_id = speakers.id)
  );
`
