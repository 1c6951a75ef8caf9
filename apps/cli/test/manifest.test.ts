import { describe, expect, it } from 'vitest';
import { parseManifest } from '../src/batch/manifest.js';

const one = { line: 2, video: 'a.mp4', audio: 'a.wav', output: 'out, 1.mp4', referenceId: 'ep-1' };

describe('a manifest', () => {
  it.each([
    ['CSV with its columns in any order', 'm.csv', 'reference_id,output,audio,video\nep-1,"out, 1.mp4",a.wav,a.mp4\n'],
    [
      'CSV of a spreadsheet: byte order mark, CRLF, semicolons',
      'm.csv',
      '\uFEFFVideo;Audio;Output;Reference_ID\r\na.mp4;a.wav;out, 1.mp4;ep-1\r\n',
    ],
    ['TSV', 'm.tsv', 'video\taudio\toutput\treference_id\na.mp4\ta.wav\tout, 1.mp4\tep-1'],
    ['TSV by its first line', 'list.txt', 'video\taudio\toutput\treference_id\na.mp4\ta.wav\tout, 1.mp4\tep-1'],
    ['JSONL', 'm.jsonl', '\n{"audio":"a.wav","video":"a.mp4","reference_id":"ep-1","output":"out, 1.mp4"}\n'],
  ])('is read as %s', (_what, name, text) => {
    expect(parseManifest(text, name)).toEqual({ lines: [one], problems: [] });
  });

  it('may leave the output and the reference_id out, and hold columns of its own', () => {
    const { lines, problems } = parseManifest('notes,video,audio,output\nfirst,a.mp4,a.wav,\n', 'm.csv');
    expect([lines, problems]).toEqual([[{ line: 2, video: 'a.mp4', audio: 'a.wav' }], []]);
  });

  it('keeps the line numbers of the file, also past empty lines and fields of several lines', () => {
    const { lines } = parseManifest('video,audio,note\n\n"a.mp4",a.wav,"two\nlines"\nb.mp4,b.wav,\n', 'm.csv');
    expect(lines.map(({ video, line }) => [video, line])).toEqual([
      ['a.mp4', 4],
      ['b.mp4', 5],
    ]);
  });

  it.each([
    [
      'a column is missing',
      'm.csv',
      'vidoe,audio\na,b\n',
      ['1: the header names no column "video": is "vidoe" meant?'],
    ],
    ['fields are missing', 'm.csv', 'video,audio\n,a.wav\nb.mp4,\n', ['2: names no video', '3: names no audio']],
    ['there are too many fields', 'm.csv', 'video,audio\na.mp4,a,wav\n', ['2: has 3 fields, the header 2']],
    [
      'a line is no JSON',
      'm.jsonl',
      '{"video":1,"audio":"a.wav"}\n{oops\n[]\n',
      ['1: video is not text', '2: is not JSON', '3: is not a JSON object'],
    ],
    [
      'a column has another name',
      'm.csv',
      'video,sound\na,b\n',
      ['1: the header names no column "audio", only video, sound'],
    ],
  ])('says in which line when %s', (_what, name, text, problems) => {
    expect(parseManifest(text, name).problems.map(({ line, message }) => `${line}: ${message}`)).toEqual(problems);
  });
});
