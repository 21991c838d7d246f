-- The rules of the seed year with the worked cases' layer, written by hand for DuckDB: the check of equality and
-- the measure of speed. It knows complete facts only (no unknowns), and checks nothing in them.
-- Bits of lowered_by are the places of the clauses in the pack, as in the file's metadata of the engine.
CREATE TEMP TABLE m AS
SELECT id, cell, grassroots, head_of, second_ballot_yes AS yes, second_ballot_roll AS roll, scope, p,
       greatest(frame, civil, sick, hard) AS cap,
       CASE WHEN greatest(frame, civil, sick, hard) <= p THEN 0 ELSE
         CASE WHEN frame > p THEN 16 ELSE 0 END + CASE WHEN least(civil, 1) > p THEN 32 ELSE 0 END
         + CASE WHEN sick > p THEN 64 ELSE 0 END + CASE WHEN 3 > p AND disciplined THEN 128 ELSE 0 END
         + CASE WHEN 3 > p AND below_half THEN 256 ELSE 0 END + CASE WHEN civil = 3 AND 3 > p THEN 512 ELSE 0 END
       END AS low
FROM (
  SELECT *,
         CASE WHEN results = 4 OR others = 4 THEN 3 WHEN results = 3 THEN 2 WHEN results = 2 OR others = 3 THEN 1
              ELSE 0 END::TINYINT AS frame,
         CASE WHEN rating = 4 THEN 3 WHEN rating IN (2, 3) THEN 1 ELSE 0 END::TINYINT AS civil,
         CASE WHEN sick_days >= 90 THEN 2 ELSE 0 END::TINYINT AS sick,
         CASE WHEN disciplined OR below_half THEN 3 ELSE 0 END::TINYINT AS hard
  FROM (
    SELECT id, cell, grassroots, head_of, second_ballot_yes, second_ballot_roll, sick_days,
           CASE WHEN list_position(['yes', 'no'], exempt) = 1 OR list_position(['yes', 'no'], suspended) = 1 THEN 2
                WHEN rated_on - admitted_on >= 186 THEN 0
                WHEN datediff('month', admitted_on, rated_on)
                     - (day(rated_on) < day(admitted_on) AND rated_on <> last_day(rated_on))::INTEGER < 6 THEN 1
                ELSE 0 END::TINYINT AS scope,
           (list_position(['excellent', 'good', 'fair', 'failed'], level_cell) - 1)::TINYINT AS p,
           list_position(['excellent', 'good', 'fair', 'poor'], marks_results) AS results,
           greatest(list_position(['excellent', 'good', 'fair', 'poor'], marks_political),
                    list_position(['excellent', 'good', 'fair', 'poor'], marks_ethics),
                    list_position(['excellent', 'good', 'fair', 'poor'], marks_discipline),
                    list_position(['excellent', 'good', 'fair', 'poor'], marks_style),
                    list_position(['excellent', 'good', 'fair', 'poor'], marks_remedy)) AS others,
           list_position(['excellent', 'good', 'fair', 'failed', 'not_applicable'], civil_rating) AS rating,
           list_position(['yes', 'no'], disciplined_in_year) = 1 AS disciplined,
           2 * tasks_done < tasks_total AS below_half
    FROM read_parquet('{folder}/members.parquet')
  )
);

CREATE TEMP TABLE u AS
SELECT id, kind, parent, grassroots, second_ballot_yes AS yes, second_ballot_roll AS roll,
       level_superior = 'excellent' AS chosen,
       CASE WHEN datediff('month', established_on, DATE '2021-12-31') < 6 THEN 1 ELSE 0 END AS scope,
       list_position(['excellent', 'good', 'fair', 'failed'], level_self) - 1 AS p,
       sibling_bodies_lowest IN ('fair', 'failed') AS bodies,
       CASE WHEN results = 4 OR others = 4 THEN 3 WHEN results = 3 THEN 2 WHEN results = 2 OR others = 3 THEN 1
            ELSE 0 END AS frame
FROM (
  SELECT *,
         greatest(list_position(['excellent', 'good', 'fair', 'poor'], marks_programme),
                  list_position(['excellent', 'good', 'fair', 'poor'], marks_targets)) AS results,
         greatest(list_position(['excellent', 'good', 'fair', 'poor'], marks_political),
                  list_position(['excellent', 'good', 'fair', 'poor'], marks_organisation),
                  list_position(['excellent', 'good', 'fair', 'poor'], marks_mass_bodies),
                  list_position(['excellent', 'good', 'fair', 'poor'], marks_inspection),
                  list_position(['excellent', 'good', 'fair', 'poor'], marks_remedy)) AS others
  FROM read_parquet('{folder}/units.parquet')
);

CREATE TEMP TABLE cell AS
SELECT u.*, CASE WHEN k.fair < k.n THEN 1 ELSE 0 END AS all_fair, CASE WHEN 5 * k.good < 4 * k.n THEN 1 ELSE 0 END AS share
FROM u JOIN (
  SELECT cell, count(*) AS n, count(*) FILTER (WHERE greatest(p, cap) <= 1) AS good,
         count(*) FILTER (WHERE greatest(p, cap) <= 2) AS fair
  FROM m WHERE scope = 0 GROUP BY cell
) k ON u.id = k.cell
WHERE u.kind IN ('cell', 'grassroots_cell');

CREATE TEMP TABLE cell_first AS
SELECT *, greatest(p, cap) AS level
FROM (SELECT *, greatest(frame, all_fair, share, CASE WHEN bodies THEN 1 ELSE 0 END) AS cap FROM cell);

CREATE TEMP TABLE cell_border AS
SELECT grassroots, places, CASE WHEN len(votes) > places THEN votes[places] END AS border,
       CASE WHEN len(votes) > places THEN votes[places + 1] END AS below
FROM (
  SELECT grassroots, greatest(count(*) FILTER (WHERE level <= 1) // 5,
                              CASE WHEN count(*) FILTER (WHERE level <= 1) > 0 THEN 1 ELSE 0 END) AS places,
         coalesce(list_reverse_sort(list(yes) FILTER (WHERE level = 0 AND 2 * yes > roll)), []) AS votes
  FROM cell_first WHERE scope = 0 AND kind = 'cell' GROUP BY grassroots
);

CREATE TEMP TABLE unit_final AS
SELECT c.id, c.parent, c.kind, c.scope, c.p, c.cap,
       CASE WHEN falls THEN 1 ELSE c.level END AS level,
       CASE WHEN frame > p THEN 16 ELSE 0 END + CASE WHEN all_fair > p THEN 4096 ELSE 0 END
       + CASE WHEN share > p THEN 8192 ELSE 0 END + CASE WHEN bodies AND 1 > p THEN 16384 ELSE 0 END
       + CASE WHEN falls THEN CASE WHEN c.kind = 'cell' THEN 524288 ELSE 1048576 END ELSE 0 END AS low
FROM (
  SELECT f.*,
         f.scope = 0 AND f.level = 0 AND CASE WHEN f.kind = 'grassroots_cell' THEN NOT f.chosen ELSE
           b.places = 0 OR 2 * f.yes <= f.roll
           OR NOT (b.border IS NULL OR f.yes > b.border OR (f.yes = b.border AND b.below < b.border)) END AS falls
  FROM cell_first f LEFT JOIN cell_border b ON CASE WHEN f.kind = 'cell' THEN f.grassroots END = b.grassroots
) c;

INSERT INTO unit_final
SELECT id, parent, kind, scope, p, cap, CASE WHEN greatest(p, cap) = 0 AND NOT chosen THEN 1 ELSE greatest(p, cap) END,
       CASE WHEN frame > p THEN 16 ELSE 0 END + CASE WHEN all_fair > p THEN 32768 ELSE 0 END
       + CASE WHEN share > p THEN 65536 ELSE 0 END
       + CASE WHEN greatest(p, cap) = 0 AND NOT chosen THEN 1048576 ELSE 0 END
FROM (
  SELECT u.*, CASE WHEN k.fair < k.n THEN 1 ELSE 0 END AS all_fair,
         CASE WHEN 5 * k.good < 4 * k.n THEN 1 ELSE 0 END AS share,
         greatest(frame, all_fair, share) AS cap
  FROM u JOIN (
    SELECT parent, count(*) AS n, count(*) FILTER (WHERE level <= 1) AS good, count(*) FILTER (WHERE level <= 2) AS fair
    FROM unit_final WHERE scope = 0 AND kind = 'cell' GROUP BY parent
  ) k ON u.id = k.parent
  WHERE u.kind = 'grassroots_organisation'
);

CREATE TEMP TABLE head AS
SELECT row_id, max(CASE WHEN scope = 0 THEN level ELSE 0 END)::TINYINT AS cap
FROM (SELECT rowid AS row_id, unnest(string_split(head_of, ';')) AS unit FROM m WHERE head_of <> 'none')
JOIN unit_final ON unit = id
GROUP BY row_id;

CREATE TEMP TABLE border AS
SELECT grassroots, places, CASE WHEN len(votes) > places AND places > 0 THEN votes[places] END AS border,
       CASE WHEN len(votes) > places AND places > 0 THEN votes[places + 1] END AS below
FROM (
  SELECT grassroots, count(*) FILTER (WHERE level <= 1) // 6 AS places,
         coalesce(list_reverse_sort(list(yes) FILTER (WHERE level = 0 AND 2 * yes > roll)), []) AS votes
  FROM (
    SELECT grassroots, yes, roll, greatest(p, m.cap, coalesce(head.cap, 0)) AS level
    FROM m LEFT JOIN head ON m.rowid = head.row_id WHERE scope = 0
  ) GROUP BY grassroots
);

COPY (
  SELECT id, CASE scope WHEN 0 THEN 'rated' WHEN 1 THEN 'not_rated' ELSE 'exempt' END AS scope,
         CASE WHEN scope = 0 THEN CASE allowed WHEN 0 THEN 'excellent' WHEN 1 THEN 'good' WHEN 2 THEN 'fair'
              ELSE 'failed' END END AS allowed,
         CASE WHEN scope = 2 THEN 'exempt' WHEN scope = 1 THEN 'not_rated' ELSE
           CASE CASE WHEN fate > 0 THEN 1 ELSE level END WHEN 0 THEN 'excellent' WHEN 1 THEN 'good' WHEN 2 THEN 'fair'
                ELSE 'failed' END END AS level,
         CASE WHEN scope = 0 THEN low + CASE fate WHEN 1 THEN 131072 WHEN 2 THEN 262144 ELSE 0 END ELSE 0 END::BIGINT
           AS lowered_by,
         0::BIGINT AS warnings, 0::BIGINT AS missing
  FROM (
    SELECT s.*, CASE WHEN scope <> 0 OR level <> 0 THEN 0
                     WHEN places = 0 OR 2 * yes <= roll THEN 1
                     WHEN border IS NULL OR yes > border OR (yes = border AND below < border) THEN 0
                     WHEN yes = border THEN 2 ELSE 1 END AS fate
    FROM (
      SELECT m.id, m.grassroots, m.scope, m.yes, m.roll, greatest(m.cap, coalesce(head.cap, 0)) AS allowed,
             greatest(m.p, m.cap, coalesce(head.cap, 0)) AS level,
             m.low + CASE WHEN coalesce(head.cap, 0) > m.p THEN 2048 ELSE 0 END AS low
      FROM m LEFT JOIN head ON m.rowid = head.row_id
    ) s LEFT JOIN border ON s.grassroots = border.grassroots
  )
  UNION ALL
  SELECT id, CASE scope WHEN 0 THEN 'rated' ELSE 'not_rated' END,
         CASE WHEN scope = 0 THEN CASE cap WHEN 0 THEN 'excellent' WHEN 1 THEN 'good' WHEN 2 THEN 'fair' ELSE 'failed' END END,
         CASE WHEN scope = 1 THEN 'not_rated' ELSE CASE level WHEN 0 THEN 'excellent' WHEN 1 THEN 'good' WHEN 2 THEN 'fair'
              ELSE 'failed' END END,
         CASE WHEN scope = 0 THEN low ELSE 0 END::BIGINT, 0::BIGINT, 0::BIGINT
  FROM unit_final
) TO '{out}' (FORMAT parquet, COMPRESSION zstd);
