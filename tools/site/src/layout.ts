import { posix } from 'node:path';
import { groups } from './groups.js';
import { escapeHtml } from './highlight.js';
import type { Page } from './pages.js';
import type { Heading } from './render.js';

/** The whole HTML document of a page. It needs no JavaScript. */
export function layout(page: Page, pages: Page[], html: string, headings: Heading[]): string {
  const up = posix.relative(posix.dirname(page.path), '.') || '.';
  const title = page.path === 'index' ? page.title : `${page.title} · Chamelaion`;
  const at = pages.indexOf(page);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="description" content="${escapeHtml(page.summary)}">
<title>${escapeHtml(title)}</title>
<link rel="stylesheet" href="${up}/style.css">
<link rel="alternate" type="text/markdown" href="${posix.basename(page.path)}.md">
</head>
<body>
<a class="skip" href="#content">Skip to the content</a>
<header><a class="brand" href="${up}/index.html">Chamelaion <span>for TypeScript</span></a></header>
<div class="page">
<nav class="menu" aria-label="Pages">
<details class="small"><summary>${escapeHtml(page.group)}: ${escapeHtml(page.title)}</summary>${menu(page, pages)}</details>
<div class="wide">${menu(page, pages)}</div>
</nav>
<main id="content">
${html}
<nav class="around" aria-label="Next and previous page">${around(page, pages[at - 1], '←')}${around(page, pages[at + 1], '→')}</nav>
</main>
${contents(headings)}
</div>
</body>
</html>
`;
}

function menu(page: Page, pages: Page[]): string {
  return groups(pages, (each) => each.group)
    .map(([group, members]) => {
      const items = members.map((each) => {
        const current = each === page ? ' aria-current="page"' : '';
        return `<li><a href="${hrefOf(page, each)}"${current}>${escapeHtml(each.title)}</a></li>`;
      });
      return `<h2>${escapeHtml(group)}</h2><ul>${items.join('')}</ul>`;
    })
    .join('');
}

/** The sections of the page; where it has hardly any, those below them. */
function contents(headings: Heading[]): string {
  const sections = headings.filter((heading) => heading.depth === 2);
  const listed = sections.length < 3 ? headings : sections;
  if (listed.length < 3) return '<div></div>';
  const items = listed.map(({ text, anchor }) => `<li><a href="#${anchor}">${text}</a></li>`);
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${items.join('')}</ul></nav>`;
}

function around(page: Page, other: Page | undefined, arrow: string): string {
  if (!other) return '<span></span>';
  const title = escapeHtml(other.title);
  return `<a href="${hrefOf(page, other)}">${arrow === '←' ? `← ${title}` : `${title} →`}</a>`;
}

function hrefOf(from: Page, to: Page): string {
  return `${posix.relative(posix.dirname(from.path), to.path)}.html`;
}
