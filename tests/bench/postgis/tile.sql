-- A tile function as one writes it for PostGIS: cells of a tile under a window and masks, as points with sums, as MVT.
-- 16 by 16 cells, as ours; the cell by arithmetic on the coordinates, which is faster than ST_SnapToGrid.
CREATE TABLE incidents AS
  SELECT id, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857)::geometry(Point, 3857) AS geom,
         t, fatalities, injured, attack_type, actor
  FROM given ORDER BY id;
CREATE INDEX incidents_geom ON incidents USING gist (geom);
CREATE INDEX incidents_t ON incidents (t);
ANALYZE incidents;

CREATE FUNCTION cells(z int, x int, y int, t0 bigint, t1 bigint, attacks int, actors int)
RETURNS TABLE (n bigint, killed bigint, hurt bigint, at geometry) LANGUAGE sql STABLE PARALLEL SAFE AS $$
  WITH tile AS (SELECT ST_TileEnvelope(z, x, y) AS box),
       corner AS (SELECT box, ST_XMin(box) AS west, ST_YMin(box) AS south, 16 / (ST_XMax(box) - ST_XMin(box)) AS scale
                  FROM tile)
  SELECT count(*), sum(fatalities), sum(injured), ST_SetSRID(ST_MakePoint(avg(ST_X(geom)), avg(ST_Y(geom))), 3857)
  FROM incidents, corner
  WHERE geom && box AND t >= t0 AND t < t1
    AND (attacks = 0 OR (attacks >> attack_type) & 1 = 1) AND (actors = 0 OR (actors >> actor) & 1 = 1)
  GROUP BY floor((ST_X(geom) - west) * scale), floor((ST_Y(geom) - south) * scale)
$$;

CREATE FUNCTION tile(z int, x int, y int, t0 bigint, t1 bigint, attacks int, actors int)
RETURNS bytea LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT ST_AsMVT(feature, 'incidents')
  FROM (SELECT n AS point_count, killed, hurt AS injured,
               ST_AsMVTGeom(at, ST_TileEnvelope(z, x, y), 4096, 0, false) AS geom
        FROM cells(z, x, y, t0, t1, attacks, actors)) AS feature
$$;

-- Timed inside one backend, so that no network and no client is measured.
CREATE TABLE times (request int, what text, us double precision, records bigint);
CREATE PROCEDURE time_requests(how_many int, filtered boolean) LANGUAGE plpgsql AS $$
DECLARE
  r record;
  begun timestamptz;
  found bigint;
  name text := CASE WHEN filtered THEN 'filtered_' ELSE '' END;
BEGIN
  FOR r IN SELECT *, CASE WHEN filtered THEN atk_mask ELSE 0 END AS a, CASE WHEN filtered THEN act_mask ELSE 0 END AS g
           FROM asked ORDER BY i LIMIT how_many LOOP
    begun := clock_timestamp();
    SELECT coalesce(sum(n), 0) INTO found FROM cells(r.z, r.x, r.y, r.t0, r.t1, r.a, r.g);
    INSERT INTO times VALUES (r.i, name || 'query', 1e6 * extract(epoch FROM clock_timestamp() - begun), found);
    begun := clock_timestamp();
    PERFORM length(tile(r.z, r.x, r.y, r.t0, r.t1, r.a, r.g));
    INSERT INTO times VALUES (r.i, name || 'tile', 1e6 * extract(epoch FROM clock_timestamp() - begun), found);
  END LOOP;
END $$;
