import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { build } from 'esbuild';

const PAGE = join(import.meta.dirname, '../page');

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

export type Asset = Readonly<{ type: string; content: Uint8Array }>;

/**
 * The page, made of its sources in memory when the sandbox starts: path → asset.
 * @throws Error that names file and line when the page does not compile
 */
export async function bundlePage(): Promise<ReadonlyMap<string, Asset>> {
  const { outputFiles } = await build({
    entryPoints: { page: join(PAGE, 'main.tsx') },
    bundle: true,
    write: false,
    outdir: '/',
    format: 'esm',
    target: 'es2024',
    jsx: 'automatic',
    minify: true,
    legalComments: 'none',
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"production"' },
    loader: { '.woff2': 'file', '.woff': 'empty' },
    assetNames: 'assets/[name]-[hash]',
  });
  const made = outputFiles.map(({ path, contents }) => [path, contents] as const);
  const files = [...made, ['/', readFileSync(join(PAGE, 'index.html'))] as const];
  return new Map(
    files.map(([path, content]) => [
      path,
      { type: TYPES[extname(path) || '.html'] ?? '', content },
    ]),
  );
}
