/** What a client or service written for the contract `before` would find broken in `after`, one sentence each. */
export function breakingChanges(before, after) {
  const found = [];
  for (const [id, operation] of operationsOf(before)) {
    const now = operationsOf(after).get(id);
    if (!now) found.push(`${id} is gone`);
    else found.push(...operationChanges(id, operation, now));
  }
  const inputs = inputSchemas(before);
  for (const [name, schema] of Object.entries(before.components.schemas)) {
    const now = after.components.schemas[name];
    if (!now) found.push(`${name} is gone`);
    else found.push(...schemaChanges(name, schema, now, inputs.has(name)));
  }
  for (const message of errorsOf(before)) {
    if (!errorsOf(after).has(message)) found.push(`the error "${message}" is gone`);
  }
  return found;
}

function operationsOf(spec) {
  const operations = Object.entries(spec.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => [
      operation.operationId,
      { ...operation, route, method, spec },
    ]),
  );
  return new Map(operations);
}

function operationChanges(id, before, after) {
  const found = [];
  if (`${before.method} ${before.route}` !== `${after.method} ${after.route}`) {
    found.push(`${id} moved from ${before.method} ${before.route} to ${after.method} ${after.route}`);
  }
  const now = parametersOf(after);
  for (const name of parametersOf(before).keys()) if (!now.has(name)) found.push(`${id} lost its parameter ${name}`);
  for (const [name, parameter] of now) {
    if (parameter.required && !parametersOf(before).get(name)?.required) found.push(`${id} now requires ${name}`);
  }
  return found;
}

function parametersOf({ parameters = [], spec }) {
  const resolved = parameters.map((entry) =>
    entry.$ref ? spec.components.parameters[entry.$ref.split('/').at(-1)] : entry,
  );
  return new Map(resolved.map((parameter) => [`${parameter.in} ${parameter.name}`, parameter]));
}

function schemaChanges(name, before, after, isInput) {
  const found = [];
  const required = (schema, field) => (schema.required ?? []).includes(field);
  for (const [field, shape] of Object.entries(before.properties ?? {})) {
    const now = after.properties?.[field];
    if (!now) found.push(`${name}.${field} is gone`);
    else if (shape.type !== now.type || shape.$ref !== now.$ref) found.push(`${name}.${field} changed its type`);
    else found.push(...enumChanges(`${name}.${field}`, shape, now, isInput));
    if (now && !isInput && required(before, field) && !required(after, field))
      found.push(`${name}.${field} may now be absent`);
  }
  for (const field of after.required ?? []) {
    if (isInput && !required(before, field)) found.push(`${name}.${field} is now required`);
  }
  return [...found, ...enumChanges(name, before, after, isInput)];
}

/** An input may not lose a value that callers send; an answer may not gain one that they do not know. */
function enumChanges(name, before, after, isInput) {
  if (!before.enum || !after.enum) return [];
  const [these, those] = isInput ? [before.enum, after.enum] : [after.enum, before.enum];
  const verb = isInput ? 'no longer takes' : 'may now be';
  return these.filter((value) => !those.includes(value)).map((value) => `${name} ${verb} ${JSON.stringify(value)}`);
}

/** Names of the schemas that are sent, with those they refer to. */
function inputSchemas(spec) {
  const names = new Set();
  const visit = (value) => {
    if (value === null || typeof value !== 'object') return;
    const name = typeof value.$ref === 'string' ? value.$ref.match(/^#\/components\/schemas\/(.+)$/)?.[1] : undefined;
    if (name && !names.has(name)) {
      names.add(name);
      visit(spec.components.schemas[name]);
    }
    for (const inner of Object.values(value)) visit(inner);
  };
  for (const operation of operationsOf(spec).values()) visit(operation.requestBody);
  return names;
}

function errorsOf(spec) {
  const examples = Object.values(spec.components.responses).flatMap((response) =>
    Object.values(response.content?.['application/json']?.examples ?? {}),
  );
  return new Set(examples.map((example) => example.value?.error).filter(Boolean));
}
