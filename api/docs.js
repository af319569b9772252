"use strict";
// Shows the operations of /openapi.json and lets each be tried; no library, nothing from elsewhere.

const element = (name, attributes = {}, ...children) => {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...children);
  return made;
};

const resolve = (api, schema) =>
  schema?.$ref ? api.components.schemas[schema.$ref.split("/").pop()] : schema;

const example = (api, given) => {
  const schema = resolve(api, given);
  if (!schema) return null;
  if ("const" in schema) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.anyOf) return example(api, schema.anyOf[0]);
  if (schema.type === "object") {
    const needed = (schema.required ?? []).map((name) => [name, example(api, schema.properties[name])]);
    return Object.fromEntries(needed);
  }
  if (schema.type === "array") return Array(schema.minItems ?? 0).fill(example(api, schema.items));
  if (schema.type === "integer" || schema.type === "number") return schema.minimum ?? 0;
  if (schema.type === "boolean") return false;
  return { date: "2020-04-27", uuid: crypto.randomUUID() }[schema.format] ?? "";
};

const field = (parameter) => {
  const input = element("input", { name: parameter.name });
  if (parameter.name === "Idempotency-Key") input.value = crypto.randomUUID();
  const mark = parameter.required ? " *" : "";
  return [element("label", {}, `${parameter.name} (${parameter.in})${mark} `, input), input];
};

const send = async (method, path, parameters, body) => {
  const headers = { Authorization: `Bearer ${document.querySelector("#token").value.trim()}` };
  const query = new URLSearchParams();
  for (const [parameter, input] of parameters) {
    if (!input.value) continue;
    if (parameter.in === "path") path = path.replace(`{${parameter.name}}`, encodeURIComponent(input.value));
    if (parameter.in === "query") query.append(parameter.name, input.value);
    if (parameter.in === "header") headers[parameter.name] = input.value;
  }
  if (body) headers["Content-Type"] = "application/json";
  const answer = await fetch(`${path}${query.size ? `?${query}` : ""}`, { method, headers, body: body?.value });
  const known = ["etag", "sdp-position", "sdp-freshness", "idempotent-replay", "retry-after"];
  const told = known.filter((name) => answer.headers.has(name)).map((name) => `${name}: ${answer.headers.get(name)}`);
  const text = await answer.text();
  const pretty = (() => { try { return JSON.stringify(JSON.parse(text), null, 2); } catch { return text; } })();
  return [`${answer.status} ${answer.statusText}`, ...told, "", pretty].join("\n");
};

const operation = (api, path, method, said) => {
  const parameters = said.parameters.map((parameter) => [parameter, ...field(parameter)]);
  const schema = said.requestBody?.content["application/json"].schema;
  const body = schema && element("textarea", { value: JSON.stringify(example(api, schema), null, 2), spellcheck: false });
  const result = element("pre", { hidden: true });
  const button = element("button", { type: "button", textContent: "Send" });
  button.onclick = async () => {
    result.hidden = false;
    result.textContent = await send(method.toUpperCase(), path, parameters.map(([p, , i]) => [p, i]), body).catch(String);
  };
  const refusals = Object.entries(said.responses).filter(([status]) => status >= "4");
  return element("details", {},
    element("summary", {}, element("code", { className: method, textContent: method.toUpperCase() }), ` ${path} `, element("strong", { textContent: said.operationId })),
    element("p", { textContent: said.description ?? "" }),
    ...parameters.map(([, label]) => label),
    ...(body ? [element("label", {}, "Body ", body)] : []),
    button, result,
    element("p", { className: "note", textContent: refusals.map(([status, { description }]) => `${status}: ${description}`).join(" · ") }));
};

const show = (api, wanted) => {
  const groups = new Map();
  for (const [path, methods] of Object.entries(api.paths)) {
    for (const [method, said] of Object.entries(methods)) {
      if (!`${path} ${said.operationId}`.toLowerCase().includes(wanted.toLowerCase())) continue;
      const group = said.tags?.[0] ?? "other";
      groups.set(group, [...(groups.get(group) ?? []), operation(api, path, method, said)]);
    }
  }
  const sections = [...groups].flatMap(([group, shown]) => [element("h2", { textContent: group }), ...shown]);
  document.querySelector("#operations").replaceChildren(...sections);
};

fetch("/openapi.json").then((answer) => answer.json()).then((api) => {
  const find = document.querySelector("#find");
  find.oninput = () => show(api, find.value);
  show(api, "");
});
