import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { CompiledModel } from '@litertjs/core';

type LiteRt = typeof import('@litertjs/core');

const require = createRequire(import.meta.url);
let runtime: Promise<LiteRt> | undefined;

/**
 * Loads the LiteRT runtime (WebAssembly) in Node. The package expects a browser's worker, so the few globals it asks
 * for are provided; the build without relaxed SIMD is the one that Node 20 can run.
 */
export function liteRt(): Promise<LiteRt> {
  runtime ??= load();
  return runtime;
}

async function load(): Promise<LiteRt> {
  const globals = globalThis as Record<string, unknown>;
  const directory = join(dirname(require.resolve('@litertjs/core/package.json')), 'wasm');
  globals['self'] ??= globalThis;
  globals['importScripts'] = (script: string) => {
    const module = { exports: {} };
    const run = new Function('module', 'exports', 'require', '__filename', '__dirname', readFileSync(script, 'utf8'));
    run(module, module.exports, require, script, directory);
    globals['ModuleFactory'] = module.exports;
    globals['Module'] = { locateFile: (name: string) => join(directory, name) };
  };
  const lite = await import('@litertjs/core');
  await lite.loadLiteRt(join(directory, 'litert_wasm_compat_internal.js'));
  return lite;
}

/** A model that takes one float tensor. */
export class Model {
  readonly #lite: LiteRt;
  readonly #model: CompiledModel;
  readonly #shape: readonly number[];

  private constructor(lite: LiteRt, model: CompiledModel, shape: readonly number[]) {
    this.#lite = lite;
    this.#model = model;
    this.#shape = shape;
  }

  static async load(bytes: Uint8Array, shape: readonly number[]): Promise<Model> {
    const lite = await liteRt();
    return new Model(lite, await lite.loadAndCompile(bytes, { accelerator: 'wasm' }), shape);
  }

  /** Runs the model; gives the outputs by their number of elements, which tell them apart. */
  async run(input: Float32Array): Promise<Map<number, Float32Array>> {
    const tensor = new this.#lite.Tensor(input, [...this.#shape]);
    const outputs = await this.#model.run([tensor]);
    tensor.delete();
    const result = new Map<number, Float32Array>();
    for (const output of outputs) {
      const values = output.toTypedArray() as Float32Array;
      result.set(values.length, values);
      output.delete();
    }
    return result;
  }
}
