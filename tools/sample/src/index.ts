export { type SampleMedia, type SampleOptions, sampleMedia } from './sample-media.js';
