import type { MigrationInterface, QueryRunner } from 'typeorm'

/**
 * Letters that look like Latin ones, each with the Latin letter in small: of Cyrillic, Greek, Armenian and of Latin
 * itself what a name may be written in. Out of the Unicode list of confusables (UTS #39, confusables.txt), cut down by
 * hand to letters of living alphabets; capitals and small letters alike, since names are compared without their case.
 */
const LOOK_ALIKES: Record<string, string> = {
  a: 'аАαΑɑ',
  b: 'вВβΒЬь',
  c: 'сСϲϹ',
  d: 'ԁԀđĐ',
  e: 'еЕεΕ',
  g: 'ցɡ',
  h: 'нНһҺհՀΗħĦ',
  i: 'іІıιΙɩ',
  j: 'јЈϳ',
  k: 'кКκΚ',
  l: 'ӏӀԼłŁ',
  m: 'мМΜ',
  n: 'ոՈΝη',
  o: 'оОοΟօՕøØσ',
  p: 'рРρΡ',
  q: 'ԛԚզԶ',
  s: 'ѕЅՏ',
  t: 'тТτΤŧŦ',
  u: 'սՍμυ',
  v: 'ѵѴν',
  w: 'ԝԜω',
  x: 'хХχΧ',
  y: 'уУγΥүҮ',
  z: 'ζΖ',
  "'": '’‘ʼ‛`',
  '-': '‐‒–—−',
}

const FROM = Object.values(LOOK_ALIKES).join('')
const TO = Object.entries(LOOK_ALIKES)
  .map(([latin, letters]) => latin.repeat([...letters].length))
  .join('')

/** Combining marks, and characters that show nothing: soft hyphen, joiners, marks of direction, variation selectors. */
const UNSEEN =
  '[\\u0300-\\u036f\\u0483-\\u0489\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20f0\\ufe20-\\ufe2f' +
  '\\u00ad\\u034f\\u061c\\u180b-\\u180e\\u200b-\\u200f\\u202a-\\u202e\\u2060-\\u206f\\ufe00-\\ufe0f\\ufeff]'

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`

/** Aliases, roles, merging, look-alike names, and why a described source is not named. */
export class SpeakersAsTheyAre1764000000007 implements MigrationInterface {
  async up(queryRunner: QueryRunner) {
    await queryRunner.query(/* sql */ `
      -- What two names have in common that look the same: without marks and case, full-width and other forms of a letter
      -- as the letter, letters of other alphabets as the Latin one that they look like, and 1, I and l as one. The
      -- letters are replaced before the case is folded (a capital Greek Nu looks like N, a small one like v) and after
      -- (the small form of a capital that looks like nothing).
      CREATE FUNCTION name_skeleton(name text) RETURNS text LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
        SELECT btrim(regexp_replace(translate(
          translate(
            lower(translate(regexp_replace(normalize(name, NFKD), '${UNSEEN}', '', 'g'), ${quoted(FROM)}, ${quoted(TO)})),
            ${quoted(FROM)}, ${quoted(TO)}),
          'i1|0', 'lllo'), '\\s+', ' ', 'g'))
      $$;

      ALTER TABLE speakers
        -- A merged speaker is the one it was merged into, and root_id is where that leads in the end.
        ADD COLUMN merged_into_id integer REFERENCES speakers,
        ADD COLUMN root_id integer REFERENCES speakers,
        -- The outlet that this speaker is, where it asserts by itself.
        ADD COLUMN outlet_id integer REFERENCES outlets,
        ADD COLUMN anonymity_reason text CHECK (btrim(anonymity_reason) <> '' AND char_length(anonymity_reason) <= 500),
        ADD CHECK ((merged_into_id IS NULL) = (root_id IS NULL)),
        ADD CHECK (merged_into_id <> id AND root_id <> id),
        ADD CHECK (outlet_id IS NULL OR kind = 'organisation'),
        ADD CHECK (anonymity_reason IS NULL OR kind = 'described');
      CREATE INDEX speakers_merged_into_idx ON speakers (merged_into_id);
      CREATE INDEX speakers_root_idx ON speakers (root_id);
      CREATE UNIQUE INDEX speakers_outlet_key ON speakers (outlet_id) WHERE merged_into_id IS NULL;
      CREATE UNIQUE INDEX speakers_wikidata_key ON speakers (wikidata_id) WHERE merged_into_id IS NULL;
      CREATE INDEX speakers_skeleton_idx ON speakers (name_skeleton(name));

      -- Several speakers may bear one alias; one speaker bears it once.
      CREATE TABLE speaker_aliases (
        speaker_id integer NOT NULL REFERENCES speakers,
        position smallint NOT NULL CHECK (position BETWEEN 0 AND 49),
        name text NOT NULL CHECK (btrim(name) = name AND name <> '' AND char_length(name) <= 200),
        PRIMARY KEY (speaker_id, position)
      );
      CREATE UNIQUE INDEX speaker_aliases_once_key ON speaker_aliases (speaker_id, lower(name));
      CREATE INDEX speaker_aliases_name_idx ON speaker_aliases (lower(name), speaker_id);
      CREATE INDEX speaker_aliases_name_trgm_idx ON speaker_aliases USING gin (lower(name) gin_trgm_ops);
      CREATE INDEX speaker_aliases_skeleton_idx ON speaker_aliases (name_skeleton(name));

      -- Days are as much of YYYY-MM-DD as is known; null is not known, or, of the end, that it lasts.
      CREATE TABLE speaker_roles (
        id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        speaker_id integer NOT NULL REFERENCES speakers,
        title text NOT NULL CHECK (btrim(title) = title AND title <> '' AND char_length(title) <= 200),
        since text CHECK (since ~ '^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'),
        until text CHECK (until ~ '^[12][0-9]{3}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$'),
        speaks_for_id integer REFERENCES speakers,
        UNIQUE (id, speaker_id),
        CHECK (speaks_for_id <> speaker_id)
      );
      CREATE INDEX speaker_roles_speaker_idx ON speaker_roles (speaker_id, id);
      CREATE INDEX speaker_roles_speaks_for_idx ON speaker_roles (speaks_for_id, id) WHERE speaks_for_id IS NOT NULL;

      -- named_id is whom the editor named, and never changes; speaker_id is who that is now, after merging. A role is one
      -- of whoever was named, so that it goes along when merged speakers part again.
      ALTER TABLE claim_speakers
        ADD COLUMN named_id integer REFERENCES speakers,
        ADD COLUMN role_id integer,
        ADD FOREIGN KEY (role_id, named_id) REFERENCES speaker_roles (id, speaker_id);
      UPDATE claim_speakers SET named_id = speaker_id;
      ALTER TABLE claim_speakers ALTER COLUMN named_id SET NOT NULL;
      CREATE INDEX claim_speakers_named_idx ON claim_speakers (named_id, claim_id);
      CREATE INDEX claim_speakers_role_idx ON claim_speakers (role_id, claim_id) WHERE role_id IS NOT NULL;

      -- Whoever is named is who that is now, also when the merging is only just being written: KEY SHARE waits for it.
      CREATE FUNCTION name_claim_speaker() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE
        is_now integer;
      BEGIN
        NEW.named_id := coalesce(NEW.named_id, NEW.speaker_id);
        SELECT coalesce(root_id, id) INTO is_now FROM speakers WHERE id = NEW.named_id FOR KEY SHARE;
        NEW.speaker_id := coalesce(is_now, NEW.speaker_id, NEW.named_id);
        RETURN NEW;
      END $$;
      CREATE TRIGGER claim_speakers_named BEFORE INSERT ON claim_speakers
        FOR EACH ROW EXECUTE FUNCTION name_claim_speaker();

      -- Whoever is named somewhere (named_id), as who that is now.
      CREATE VIEW speakers_now AS
      SELECT named.id AS named_id, now.id, now.name, now.kind
      FROM speakers named JOIN speakers now ON now.id = coalesce(named.root_id, named.id);
    `)
  }

  async down(queryRunner: QueryRunner) {
    await queryRunner.query(`
      DROP VIEW speakers_now;
      DROP TRIGGER claim_speakers_named ON claim_speakers;
      DROP FUNCTION name_claim_speaker();
      ALTER TABLE claim_speakers DROP COLUMN role_id, DROP COLUMN named_id;
      DROP TABLE speaker_roles, speaker_aliases;
      ALTER TABLE speakers DROP COLUMN anonymity_reason, DROP COLUMN outlet_id, DROP COLUMN root_id, DROP COLUMN merged_into_id;
      DROP INDEX speakers_wikidata_key, speakers_skeleton_idx;
      DROP FUNCTION name_skeleton(text);
    `)
  }
}
