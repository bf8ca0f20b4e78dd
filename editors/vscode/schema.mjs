// The schema that VS Code helps with in dwt-lint.json. The server says what is wrong there, with the nearest names, so that
// the schema must not say it again: all of it that forbids is left out, and what it allows is proposed.
const FORBIDDING = [
  ...["additionalItems", "additionalProperties", "const", "enum", "exclusiveMaximum", "exclusiveMinimum", "maximum", "maxItems", "maxLength"],
  ...["minimum", "minItems", "minLength", "pattern", "required", "type", "uniqueItems"],
];

export function helping(schema) {
  const kept = Object.entries(schema).filter(([key, value]) => !FORBIDDING.includes(key) || (key === "additionalProperties" && isSchema(value)));
  const helps = Object.fromEntries(kept.map(([key, value]) => [key, NAMED.includes(key) ? eachOf(value) : inside(value)]));
  if (schema.enum) helps.examples = schema.enum;
  return helps;
}

/** Where the keys are names, which may be called like a keyword. */
const NAMED = ["properties", "patternProperties", "definitions"];

function eachOf(schemas) {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, inside(schema)]));
}

function inside(value) {
  if (Array.isArray(value)) return value.map(inside);
  return isSchema(value) ? helping(value) : value;
}

function isSchema(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
