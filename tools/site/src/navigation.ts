/** A group of pages in the menu; pages are paths under docs/ without `.md`, in reading order. */
export interface MenuGroup {
  title: string;
  pages: string[];
}

/** The menu. Every page of docs/ has to be here, but for the decisions, which follow by themselves. */
export const menu: MenuGroup[] = [
  { title: 'Start', pages: ['index', 'getting-started'] },
  {
    title: 'Guides',
    pages: [
      'guides/upload-big-files',
      'guides/wait',
      'guides/retries-and-paying-once',
      'guides/batch-from-csv',
      'guides/test-your-integration',
      'guides/run-the-server',
      'guides/share-the-contract',
    ],
  },
  { title: 'Reference', pages: ['reference/api', 'reference/cli', 'reference/errors'] },
  { title: 'Migrate', pages: ['migrate/typescript-client', 'migrate/hand-written-polling', 'migrate/go-and-python'] },
  { title: 'Project', pages: ['operations', 'architecture'] },
];
