import { posix } from 'node:path';
import { Marked, type Tokens } from 'marked';
import { escapeHtml, highlight } from './highlight.js';
import type { Page } from './pages.js';
import { slug } from './slug.js';

/** A heading below the title, for the page's own table of contents. */
export interface Heading {
  depth: number;
  text: string;
  anchor: string;
}

const repository = 'https://github.com/chamelaion/chamelaion-js/blob/main';

/**
 * A page's Markdown as HTML.
 *
 * @param paths every page of the site; a link to another file of the repository becomes a link to its source
 */
export function render(page: Page, paths: ReadonlySet<string>): { html: string; headings: Heading[] } {
  const headings: Heading[] = [];
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }: Tokens.Heading) {
        const anchor = slug(text);
        const html = this.parser.parseInline(tokens);
        if (depth === 2 || depth === 3) headings.push({ depth, text: html.replace(/<[^>]+>/g, ''), anchor });
        const link = depth === 1 ? '' : ` <a class="anchor" href="#${anchor}" aria-label="Link to this section">#</a>`;
        return `<h${depth} id="${anchor}">${html}${link}</h${depth}>\n`;
      },
      code({ text, lang }: Tokens.Code) {
        const language = lang?.split(' ')[0] ?? '';
        return `<pre tabindex="0"><code class="language-${language}">${highlight(text, language)}</code></pre>\n`;
      },
      link({ href, tokens }: Tokens.Link) {
        return `<a href="${escapeHtml(linkTarget(page.path, href, paths))}">${this.parser.parseInline(tokens)}</a>`;
      },
      table(token: Tokens.Table) {
        const row = (cells: Tokens.TableCell[], tag: string) =>
          `<tr>${cells.map((cell) => `<${tag}>${this.parser.parseInline(cell.tokens)}</${tag}>`).join('')}</tr>`;
        const rows = token.rows.map((cells) => row(cells, 'td')).join('\n');
        return `<div class="table" tabindex="0"><table><thead>${row(token.header, 'th')}</thead><tbody>${rows}</tbody></table></div>\n`;
      },
    },
  });
  return { html: marked.parse(page.markdown, { async: false }), headings };
}

function linkTarget(from: string, href: string, paths: ReadonlySet<string>): string {
  if (/^[a-z]+:|^#/.test(href)) return href;
  const [file = '', anchor] = href.split('#');
  const target = posix.normalize(posix.join('docs', posix.dirname(from), file));
  const page = target.replace(/^docs\//, '').replace(/\.md$/, '');
  const hash = anchor === undefined ? '' : `#${anchor}`;
  if (!paths.has(page)) return `${repository}/${target}${hash}`;
  return `${posix.relative(posix.dirname(from), page)}.html${hash}`;
}
