export { correlation } from './analysis/speaker.js';
export { Canvas, ellipse } from './drawn/canvas.js';
export { type DrawnFilm, drawFilm } from './drawn/film.js';
export { type LookName, looks } from './drawn/looks.js';
export { drawTalkingHead, headPainter, type TalkingHeadOptions } from './drawn/talking-head.js';
export { compareMouths, type MouthComparison } from './report/compare-mouths.js';
export { selfDub } from './report/self-dub.js';
