/** Where one operator of a TFLite graph sits in the file, and which tensors it reads and writes. */
interface Operator {
  readonly position: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
}

/** Reads and patches a FlatBuffer in place (FlatBuffers' binary format: tables with vtables, vectors, relative offsets). */
class FlatBuffer {
  readonly view: DataView;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  follow(position: number): number {
    return position + this.view.getUint32(position, true);
  }

  /** Position of a table's field, or 0 where it is absent. */
  field(table: number, index: number): number {
    const vtable = table - this.view.getInt32(table, true);
    const slot = 4 + 2 * index;
    if (slot >= this.view.getUint16(vtable, true)) return 0;
    const offset = this.view.getUint16(vtable + slot, true);
    return offset ? table + offset : 0;
  }

  /** Position of a vector's length word. */
  vector(table: number, index: number): number {
    return this.follow(this.field(table, index));
  }

  integers(table: number, index: number): number[] {
    if (!this.field(table, index)) return [];
    const at = this.vector(table, index);
    return Array.from({ length: this.view.getUint32(at, true) }, (_, k) => this.view.getInt32(at + 4 + 4 * k, true));
  }

  tables(table: number, index: number): number[] {
    const at = this.vector(table, index);
    return Array.from({ length: this.view.getUint32(at, true) }, (_, k) => this.follow(at + 4 + 4 * k));
  }

  /** Overwrites a vector with a shorter or equally long one. */
  rewrite(at: number, values: readonly number[]): void {
    this.view.setUint32(at, values.length, true);
    values.forEach((value, k) => {
      this.view.setInt32(at + 4 + 4 * k, value, true);
    });
  }
}

/**
 * Cuts a TFLite model down to the operators that lead from the tensors `inputs` to the tensors `outputs`, in place: the
 * graph's input, output and operator vectors are shortened, everything else stays. Field numbers are those of the
 * TFLite schema (Model.subgraphs = 2; SubGraph.inputs = 1, outputs = 2, operators = 3; Operator.inputs = 1, outputs = 2).
 */
export function cutModel(model: Uint8Array, inputs: readonly number[], outputs: readonly number[]): Uint8Array {
  const bytes = Uint8Array.from(model);
  const buffer = new FlatBuffer(bytes);
  const graph = buffer.tables(buffer.follow(0), 2)[0]!;
  const operators = buffer.tables(graph, 3).map(
    (position): Operator => ({
      position,
      inputs: buffer.integers(position, 1),
      outputs: buffer.integers(position, 2),
    }),
  );
  const needed = new Set(outputs);
  const kept: Operator[] = [];
  for (const operator of operators.reverse()) {
    const wanted = operator.outputs.some((tensor) => needed.has(tensor));
    if (!wanted || operator.outputs.some((tensor) => inputs.includes(tensor))) continue;
    kept.unshift(operator);
    for (const tensor of operator.inputs) if (!inputs.includes(tensor)) needed.add(tensor);
  }
  buffer.rewrite(buffer.vector(graph, 1), inputs);
  buffer.rewrite(buffer.vector(graph, 2), outputs);
  const list = buffer.vector(graph, 3);
  const offsets = kept.map((operator, k) => operator.position - (list + 4 + 4 * k));
  buffer.rewrite(list, offsets);
  return bytes;
}
