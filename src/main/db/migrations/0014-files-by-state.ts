/**
 * The clip after the state: the files of one clip in one state were found through those of all clips in that state,
 * which took most of the time of a list, and longer with each clip of a library that is read anew.
 */
export const filesByState = `
  DROP INDEX video_by_state;
  CREATE INDEX video_by_state ON video (state, generation_id);
`
