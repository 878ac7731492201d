/** Indexes for what was found by going through all clips. */
export const lookups = `
  -- The clip after the state: the files of one clip in one state were found through those of all clips in that state.
  DROP INDEX video_by_state;
  CREATE INDEX video_by_state ON video (state, generation_id);
  CREATE INDEX video_held ON video (generation_id) WHERE held IS NOT NULL;
  -- Asked with every answer that names an id, so that no clip is bound to two requests.
  CREATE INDEX generation_by_remote_id ON generation (remote_id) WHERE remote_id IS NOT NULL;
  -- What prices are learnt from.
  CREATE INDEX generation_measured ON generation (id) WHERE charged_microdollars > 0 AND charge_is_share = 0;
`
