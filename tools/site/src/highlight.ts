const keywords =
  'as async await break case catch class const continue default else export extends false finally for from function if import in instanceof interface let new null of return satisfies switch throw true try type typeof undefined while';

const grammars: Record<string, RegExp> = {
  code: new RegExp(
    [
      '(?<comment>//[^\\n]*|/\\*[\\s\\S]*?\\*/)',
      '(?<string>\'(?:\\\\.|[^\'\\\\\\n])*\'|"(?:\\\\.|[^"\\\\\\n])*"|`(?:\\\\.|[^`\\\\])*`)',
      '(?<number>\\b\\d[\\d_.]*\\b)',
      `(?<keyword>\\b(?:${keywords.replaceAll(' ', '|')})\\b)`,
    ].join('|'),
    'g',
  ),
  script: /(?<comment>(?<=^|\s)#[^\n]*)|(?<string>'[^'\n]*'|"[^"\n]*")|(?<keyword>(?<=^|\n)[\w./-]+(?= |\n|$))/g,
};

const languages: Record<string, string> = {
  ts: 'code',
  js: 'code',
  json: 'code',
  go: 'code',
  sh: 'script',
  yaml: 'script',
  python: 'script',
};

/** Escapes text for HTML. */
export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

/** Code as HTML in which comments, strings, numbers and keywords are marked. */
export function highlight(code: string, language: string): string {
  const grammar = grammars[languages[language] ?? ''];
  if (!grammar) return escapeHtml(code);
  let html = '';
  let end = 0;
  for (const match of code.matchAll(grammar)) {
    const kind = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined)?.[0];
    html += `${escapeHtml(code.slice(end, match.index))}<span class="${kind}">${escapeHtml(match[0])}</span>`;
    end = match.index + match[0].length;
  }
  return html + escapeHtml(code.slice(end));
}
