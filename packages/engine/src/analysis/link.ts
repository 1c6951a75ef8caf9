import { same } from '../face/tracker.js';
import type { FilmFace, Shot } from './film.js';
import type { SegmentAnalysis, SegmentTrack } from './segment.js';
import { isCut } from './thumbnail.js';

/** Frames that a face may be lost (a hand, a turn) and still be taken for the same person at the same place. */
const MOST_MISSING = 50;

/** Joins the analysed segments of a film: finds its shots, and the faces in each of them. */
export function link(segments: readonly SegmentAnalysis[]): Shot[] {
  const cuts = [0];
  const tracks: SegmentTrack[] = [];
  let at = 0;
  segments.forEach((segment, k) => {
    if (k > 0 && isCut(segments[k - 1]!.last, segment.first)) cuts.push(at);
    cuts.push(...segment.cuts.map((cut) => at + cut));
    tracks.push(...segment.tracks.map((track) => ({ start: at + track.start, frames: track.frames })));
    at += segment.frames;
  });
  return cuts.map((start, k) => {
    const end = cuts[k + 1] ?? at;
    return { start, end, faces: facesOf(tracks.filter((track) => track.start >= start && track.start < end)) };
  });
}

function facesOf(tracks: readonly SegmentTrack[]): FilmFace[] {
  const faces: FilmFace[] = [];
  for (const track of [...tracks].sort((a, b) => a.start - b.start)) {
    const known = faces.find((face) => {
      const gap = track.start - face.frames.at(-1)!;
      return gap > 0 && gap <= MOST_MISSING && same(face.looks.at(-1)!.landmarks, track.frames[0]!.landmarks);
    });
    const face = known ?? { frames: [], looks: [] };
    if (!known) faces.push(face);
    track.frames.forEach((look, i) => {
      face.frames.push(track.start + i);
      face.looks.push(look);
    });
  }
  return faces;
}
