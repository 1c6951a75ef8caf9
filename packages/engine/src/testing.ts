export { type LookName, looks } from './drawn/looks.js';
export { drawTalkingHead, headPainter, type TalkingHeadOptions } from './drawn/talking-head.js';
