export { SpeechError, type SpeechErrorCode } from './errors.js';
export { type HumanSpeech, speakHuman } from './human.js';
export { HUMAN_VOICES, type HumanVoice } from './human-voices.js';
export { mouthFromPhones, type PhoneMouth, soundTimes } from './mouth.js';
export { endWithSound } from './pauses.js';
export { isBilabial, SHAPES, type Shape } from './phone-table.js';
export { type Phone, type Speech, type SynthesizeOptions, synthesize } from './synthesize.js';
export { readWav, wavBytes, writeWav } from './wav.js';
